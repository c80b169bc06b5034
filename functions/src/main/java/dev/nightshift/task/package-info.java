/** The recipe for one kind of work: from a record to a request, and the shape of the reply. */
@NullMarked
package dev.nightshift.task;

import org.jspecify.annotations.NullMarked;
