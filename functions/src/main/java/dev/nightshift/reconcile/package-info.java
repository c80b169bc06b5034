/** The function that finds jobs which nobody carries on, and has them carried on. */
@NullMarked
package dev.nightshift.reconcile;

import org.jspecify.annotations.NullMarked;
