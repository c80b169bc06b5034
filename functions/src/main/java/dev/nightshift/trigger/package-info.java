/** The function that S3 invokes: a file that is put into the bucket starts a job. */
@NullMarked
package dev.nightshift.trigger;

import org.jspecify.annotations.NullMarked;
