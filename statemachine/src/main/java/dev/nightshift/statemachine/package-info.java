/**
 * The durable engine that runs the deployed state machine off AWS.
 *
 * <p>{@link dev.nightshift.statemachine.Engine} is the way in. To understand it, read in {@code
 * execution}: {@code Frame} and {@code Phase} (what there is of an execution), {@code Interpreter},
 * {@code Exits}, {@code Tasks} and {@code Fans} (what a state does), {@code Transition}, {@code
 * Store} and {@code Runner} (how that becomes durable, and who does it when).
 *
 * <p>What it costs, in lines of code without blank lines, comments and imports, and why it is
 * there:
 *
 * <table>
 * <caption>Packages</caption>
 * <tr><th>package</th><th>lines</th><th>why</th></tr>
 * <tr><td>here</td><td>80</td><td>one door, so that hosts see nothing of the inside</td></tr>
 * <tr><td>{@code definition}</td><td>750</td><td>the States Language as types; half of it refuses
 *     what would otherwise be ignored, each with state and field</td></tr>
 * <tr><td>{@code expression}</td><td>310</td><td>JSONata as AWS has it around the library: what is
 *     undefined, AWS's own functions, results as copies, bounds</td></tr>
 * <tr><td>{@code execution}</td><td>2,690</td><td>the States Language at work (1,230), the same
 *     made durable and timed without a thread for what waits (940), records and requests
 *     (520)</td></tr>
 * <tr><td>{@code wire}</td><td>520</td><td>AWS's protocol with its bounds and error names, so that
 *     its clients need not know</td></tr>
 * <tr><td>{@code json}, {@code lambda}</td><td>130</td><td>JSON text and trees; how a function is
 *     called</td></tr>
 * <tr><td>{@code dev.nightshift.time}</td><td>180</td><td>the clock that all local parts share, and
 *     that tests move</td></tr>
 * </table>
 */
@NullMarked
package dev.nightshift.statemachine;

import org.jspecify.annotations.NullMarked;
