/** What the functions behind the HTTP API share: the way in, the errors, the caller. */
@NullMarked
package dev.nightshift.http;

import org.jspecify.annotations.NullMarked;
