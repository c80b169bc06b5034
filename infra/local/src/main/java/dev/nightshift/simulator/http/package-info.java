/** The outer face: routes, authorisation, error shapes and faults of the connection. */
@NullMarked
package dev.nightshift.simulator.http;

import org.jspecify.annotations.NullMarked;
