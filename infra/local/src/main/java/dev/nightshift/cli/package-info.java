/** The nightshift command: what people type, and what they are told. */
@NullMarked
package dev.nightshift.cli;

import org.jspecify.annotations.NullMarked;
