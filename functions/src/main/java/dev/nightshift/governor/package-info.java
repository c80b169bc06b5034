/**
 * OpenAI's limit of enqueued tokens: batches reserve their tokens before they are submitted, and
 * those for which there is no room wait their turn.
 */
@NullMarked
package dev.nightshift.governor;

import org.jspecify.annotations.NullMarked;
