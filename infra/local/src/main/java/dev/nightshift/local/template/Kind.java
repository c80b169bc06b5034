package dev.nightshift.local.template;

import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The kinds of resource that the local cloud has. */
enum Kind {
    BUCKET(
            "AWS::S3::Bucket",
            ImmutableSet.of("BucketName"),
            ImmutableSet.of(
                    "BucketEncryption",
                    "CorsConfiguration",
                    "LifecycleConfiguration",
                    "OwnershipControls",
                    "PublicAccessBlockConfiguration",
                    "Tags")),
    TABLE(
            "AWS::DynamoDB::Table",
            ImmutableSet.of(
                    "AttributeDefinitions",
                    "GlobalSecondaryIndexes",
                    "KeySchema",
                    "TableName",
                    "TimeToLiveSpecification"),
            ImmutableSet.of(
                    "BillingMode",
                    "DeletionProtectionEnabled",
                    "PointInTimeRecoverySpecification",
                    "SSESpecification",
                    "Tags")),
    FUNCTION(
            "AWS::Serverless::Function",
            ImmutableSet.of(
                    "AutoPublishAlias",
                    "Environment",
                    "Events",
                    "FunctionName",
                    "Handler",
                    "MemorySize",
                    "Timeout"),
            ImmutableSet.of(
                    "Architectures",
                    "AutoPublishAliasAllProperties",
                    "CodeUri",
                    "Description",
                    "EphemeralStorage",
                    "EventInvokeConfig",
                    "LoggingConfig",
                    "Policies",
                    "ReservedConcurrentExecutions",
                    "Role",
                    "Runtime",
                    "SnapStart",
                    "Tags",
                    "Tracing")),
    STATE_MACHINE(
            "AWS::Serverless::StateMachine",
            ImmutableSet.of("DefinitionSubstitutions", "DefinitionUri", "Name", "Type"),
            ImmutableSet.of("Logging", "Policies", "Role", "Tags", "Tracing")),
    SECRET(
            "AWS::SecretsManager::Secret",
            ImmutableSet.of("GenerateSecretString", "Name"),
            ImmutableSet.of("Description", "KmsKeyId", "Tags")),
    API(
            "AWS::ApiGatewayV2::Api",
            ImmutableSet.of("CorsConfiguration"),
            ImmutableSet.of("Description", "Name", "ProtocolType", "Tags")),
    INTEGRATION(
            "AWS::ApiGatewayV2::Integration",
            ImmutableSet.of("IntegrationType", "IntegrationUri", "PayloadFormatVersion"),
            ImmutableSet.of("ApiId", "Description", "TimeoutInMillis")),
    ROUTE(
            "AWS::ApiGatewayV2::Route",
            ImmutableSet.of("AuthorizationType", "RouteKey", "Target"),
            ImmutableSet.of("ApiId", "AuthorizerId")),
    AUTHORIZER(
            "AWS::ApiGatewayV2::Authorizer",
            ImmutableSet.of(),
            ImmutableSet.of(
                    "ApiId", "AuthorizerType", "IdentitySource", "JwtConfiguration", "Name")),
    STAGE(
            "AWS::ApiGatewayV2::Stage",
            ImmutableSet.of(),
            ImmutableSet.of(
                    "AccessLogSettings",
                    "ApiId",
                    "AutoDeploy",
                    "DefaultRouteSettings",
                    "StageName",
                    "Tags")),
    PERMISSION(
            "AWS::Lambda::Permission",
            ImmutableSet.of(),
            ImmutableSet.of("Action", "FunctionName", "Principal", "SourceArn")),
    BUCKET_POLICY(
            "AWS::S3::BucketPolicy",
            ImmutableSet.of(),
            ImmutableSet.of("Bucket", "PolicyDocument")),
    LOG_GROUP(
            "AWS::Logs::LogGroup",
            ImmutableSet.of(),
            ImmutableSet.of("KmsKeyId", "LogGroupName", "RetentionInDays", "Tags")),
    QUEUE(
            "AWS::SQS::Queue",
            ImmutableSet.of(),
            ImmutableSet.of("MessageRetentionPeriod", "QueueName", "SqsManagedSseEnabled", "Tags")),
    ALARM(
            "AWS::CloudWatch::Alarm",
            ImmutableSet.of(),
            ImmutableSet.of(
                    "AlarmActions",
                    "AlarmDescription",
                    "AlarmName",
                    "ComparisonOperator",
                    "Dimensions",
                    "EvaluationPeriods",
                    "MetricName",
                    "Metrics",
                    "Namespace",
                    "Period",
                    "Statistic",
                    "Threshold",
                    "TreatMissingData")),
    DASHBOARD(
            "AWS::CloudWatch::Dashboard",
            ImmutableSet.of(),
            ImmutableSet.of("DashboardBody", "DashboardName"));

    private final String wire;
    private final ImmutableSet<String> read;
    private final ImmutableSet<String> withoutEffectHere;

    Kind(String wire, ImmutableSet<String> read, ImmutableSet<String> withoutEffectHere) {
        this.wire = wire;
        this.read = read;
        this.withoutEffectHere = withoutEffectHere;
    }

    String wire() {
        return wire;
    }

    boolean knows(String property) {
        return read.contains(property) || withoutEffectHere.contains(property);
    }

    Collection<String> knownProperties() {
        Set<String> known = new TreeSet<>(read);
        known.addAll(withoutEffectHere);
        return known;
    }

    static Optional<Kind> of(String wire) {
        return Arrays.stream(values()).filter(kind -> kind.wire.equals(wire)).findFirst();
    }

    static String known() {
        return Arrays.stream(values()).map(Kind::wire).collect(Collectors.joining(", "));
    }
}
