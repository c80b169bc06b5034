package dev.nightshift.record;

/**
 * Another record that a record's result was paid for.
 *
 * @param job the id of the job that it belongs to
 * @param id what its user calls it
 */
public record Origin(String job, String id) {}
