/**
 * The local cloud: everything that the deployment's template declares, started in this process from
 * a folder, and found again in it.
 */
@NullMarked
package dev.nightshift.local;

import org.jspecify.annotations.NullMarked;
