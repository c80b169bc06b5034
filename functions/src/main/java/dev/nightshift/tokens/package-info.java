/** Tokens: how many a text has for a model, and texts that must have fewer. */
@NullMarked
package dev.nightshift.tokens;

import org.jspecify.annotations.NullMarked;
