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

    /** The last part of a machine's ARN, with the label of a distributed Map if there is one. */
    public static String machineName(String machineArn) {
        return machineArn.substring(machineArn.lastIndexOf(':') + 1);
    }

    /** The ARN of the machine itself, which may be followed by the label of a distributed Map. */
    static String unlabelled(String machineArn) {
        int slash = machineArn.indexOf('/');
        return slash < 0 ? machineArn : machineArn.substring(0, slash);
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
