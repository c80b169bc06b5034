/** Values that fit a JSON Schema, made from the words of a text. */
@NullMarked
package dev.nightshift.simulator.schema;

import org.jspecify.annotations.NullMarked;
