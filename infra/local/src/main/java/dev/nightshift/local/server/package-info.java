/** The servers of the local cloud, each on a port of the loopback interface. */
@NullMarked
package dev.nightshift.local.server;

import org.jspecify.annotations.NullMarked;
