/** What the deployment's template declares, read as far as a local cloud needs it. */
@NullMarked
package dev.nightshift.local.template;

import org.jspecify.annotations.NullMarked;
