/** What a job would come to, before anything of it is sent. */
@NullMarked
package dev.nightshift.estimate;

import org.jspecify.annotations.NullMarked;
