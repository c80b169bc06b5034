package dev.nightshift.statemachine.execution;

/**
 * ARNs as AWS builds them.
 *
 * @param region such as {@code us-east-1}
 * @param account twelve digits
 */
public record Names(String region, String account) {
    public Names {
        if (!region.matches("[a-z0-9-]+") || !account.matches("\\d{12}")) {
            throw new IllegalArgumentException(
                    "not a region and an account: " + region + ", " + account);
        }
    }

    public String machine(String name) {
        return arn("stateMachine", name);
    }

    /** The name in a machine's ARN, without a map run's label. */
    public static String machineName(String machineArn) {
        return machineArn.substring(machineArn.lastIndexOf(':') + 1);
    }

    public String execution(String machineName, String name) {
        return arn("execution", machineName + ":" + name);
    }

    String mapRun(String machineName, String label, String id) {
        return arn("mapRun", machineName + "/" + label + ":" + id);
    }

    private String arn(String type, String rest) {
        return "arn:aws:states:%s:%s:%s:%s".formatted(region, account, type, rest);
    }
}
