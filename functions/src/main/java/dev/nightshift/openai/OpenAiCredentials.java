package dev.nightshift.openai;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import io.micronaut.http.annotation.FilterMatcher;
import java.lang.annotation.Retention;

/** Marks the clients whose requests carry the key, which are those of the base URL and no other. */
@FilterMatcher
@Retention(RUNTIME)
@interface OpenAiCredentials {}
