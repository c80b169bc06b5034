/** Uploaded and produced files, kept as files. */
@NullMarked
package dev.nightshift.simulator.file;

import org.jspecify.annotations.NullMarked;
