/** The HTTP API as the command calls it, on this machine and at AWS. */
@NullMarked
package dev.nightshift.cli.api;

import org.jspecify.annotations.NullMarked;
