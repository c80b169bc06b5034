/** What was paid, by day, task, model and lane. */
@NullMarked
package dev.nightshift.cost;

import org.jspecify.annotations.NullMarked;
