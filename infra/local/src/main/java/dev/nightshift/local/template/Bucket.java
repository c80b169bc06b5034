package dev.nightshift.local.template;

/** A bucket of S3, by its name. */
public record Bucket(String name) {}
