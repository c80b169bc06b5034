package dev.nightshift.collect;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * What becomes of files at OpenAI.
 *
 * @param openAiFiles whether the files of a batch, what was sent and what came back, are deleted at
 *     OpenAI once they lie in the bucket; else they stay until they expire there
 */
@ConfigurationProperties("nightshift.tidy")
record TidySettings(@Bindable(defaultValue = "true") boolean openAiFiles) {}
