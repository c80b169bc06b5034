/** Providers of OpenAI's shape: what they take and tell otherwise than OpenAI. */
@NullMarked
package dev.nightshift.simulator.provider;

import org.jspecify.annotations.NullMarked;
