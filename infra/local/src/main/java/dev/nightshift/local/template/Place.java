package dev.nightshift.local.template;

import java.util.Map;

/**
 * Where a template is deployed: what its pseudo parameters mean and how its resources are named.
 *
 * @param region such as us-east-1
 * @param account twelve digits
 * @param partition aws, except in a few countries
 * @param stack the name of the deployment, by which generated names begin
 */
public record Place(String region, String account, String partition, String stack) {
    /** This computer, in the guise of an account that nobody has. */
    public static final Place LOCAL = new Place("us-east-1", "000000000000", "aws", "nightshift");

    Map<String, String> pseudoParameters() {
        return Map.of(
                "AWS::Region", region,
                "AWS::AccountId", account,
                "AWS::Partition", partition,
                "AWS::StackName", stack,
                "AWS::URLSuffix", "amazonaws.com");
    }

    /** The name of what a template declares without naming it. */
    String generatedName(String logicalId) {
        return stack + "-" + logicalId;
    }

    String arn(String service, String resource) {
        return "arn:%s:%s:%s:%s:%s".formatted(partition, service, region, account, resource);
    }
}
