/** The function that OpenAI tells when a batch is over, and that wakes whoever waits for it. */
@NullMarked
package dev.nightshift.webhook;

import org.jspecify.annotations.NullMarked;
