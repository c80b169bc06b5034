/** The bucket and the table: what lies where, and how it is streamed. */
@NullMarked
package dev.nightshift.storage;

import org.jspecify.annotations.NullMarked;
