/**
 * OpenAI's API, and any of the same shape: files, batches and single calls, over one declarative
 * HTTP client. Knows nothing of jobs or records. Callers use {@link dev.nightshift.openai.OpenAi};
 * what it throws is the family of {@link dev.nightshift.openai.OpenAiException}.
 */
@NullMarked
package dev.nightshift.openai;

import org.jspecify.annotations.NullMarked;
