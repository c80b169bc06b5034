package dev.nightshift.local.template;

import java.time.Duration;
import java.util.Map;

/**
 * A function of Lambda.
 *
 * @param logicalId its name within the template
 * @param name its name within the account
 * @param alias that leads to its newest version; empty where no versions are published
 * @param handler the class that handles invocations, fully qualified
 * @param timeout how long one invocation may take, at most 900 s
 * @param memoryMegabytes what it may use, at least 128; told to it, not enforced here
 * @param environment its environment variables, as it sees them
 */
public record LambdaFunction(
        String logicalId,
        String name,
        String arn,
        String alias,
        String handler,
        Duration timeout,
        int memoryMegabytes,
        Map<String, String> environment) {
    private static final Duration LONGEST = Duration.ofMinutes(15);

    public LambdaFunction {
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "Timeout must be from 1 to 900 seconds, was " + timeout.toSeconds());
        }
        if (memoryMegabytes < 128 || memoryMegabytes > 10_240) {
            throw new IllegalArgumentException(
                    "MemorySize must be from 128 to 10240, was " + memoryMegabytes);
        }
        environment = Map.copyOf(environment);
    }

    /** Whether the function goes by this: its logical id, its name, its ARN or the end of that. */
    public boolean isCalled(String reference) {
        return reference.equals(logicalId)
                || reference.equals(arn)
                || arn.endsWith(":" + reference);
    }
}
