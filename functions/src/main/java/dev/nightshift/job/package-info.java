/** What a user submits: records times a task, from the start to the bill. */
@NullMarked
package dev.nightshift.job;

import org.jspecify.annotations.NullMarked;
