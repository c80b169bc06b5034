/** Files that users bring before they say what is to be done with them. */
@NullMarked
package dev.nightshift.upload;

import org.jspecify.annotations.NullMarked;
