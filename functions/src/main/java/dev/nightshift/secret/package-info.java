/** Values that only the stack may know, and that may change while it runs. */
@NullMarked
package dev.nightshift.secret;

import org.jspecify.annotations.NullMarked;
