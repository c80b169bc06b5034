/** One OpenAI batch: its file of requests, its life, and the lines that come back. */
@NullMarked
package dev.nightshift.batch;

import org.jspecify.annotations.NullMarked;
