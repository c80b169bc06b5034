/** Texts brought into one form: dates, addresses, pages of the web, codes. */
@NullMarked
package dev.nightshift.text;

import org.jspecify.annotations.NullMarked;
