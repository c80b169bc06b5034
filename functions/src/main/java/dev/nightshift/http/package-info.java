/** What the functions behind the HTTP API share: the way in, the contract, the errors. */
@NullMarked
package dev.nightshift.http;

import org.jspecify.annotations.NullMarked;
