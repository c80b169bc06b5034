/** Answers the HTTP API's calls about everything but conversations. */
@NullMarked
package dev.nightshift.api;

import org.jspecify.annotations.NullMarked;
