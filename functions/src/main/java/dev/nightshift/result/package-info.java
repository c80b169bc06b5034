/** The results of jobs that are over, as they lie in the bucket. */
@NullMarked
package dev.nightshift.result;

import org.jspecify.annotations.NullMarked;
