/** What users say of a job that they want, in their own words. */
@NullMarked
package dev.nightshift.order;

import org.jspecify.annotations.NullMarked;
