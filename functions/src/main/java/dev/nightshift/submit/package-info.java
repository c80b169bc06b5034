/** The function that has OpenAI create a batch, once. */
@NullMarked
package dev.nightshift.submit;

import org.jspecify.annotations.NullMarked;
