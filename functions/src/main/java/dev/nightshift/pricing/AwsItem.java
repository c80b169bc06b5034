package dev.nightshift.pricing;

/** What AWS charges a job for. The wire text is that of {@code pricing/aws.csv}, which explains. */
public enum AwsItem {
    LAMBDA_GB_SECOND("lambda-gb-second"),
    LAMBDA_REQUEST("lambda-request"),
    S3_PUT("s3-put"),
    S3_GET("s3-get"),
    DYNAMODB_WRITE("dynamodb-write"),
    DYNAMODB_READ("dynamodb-read"),
    STATES_TRANSITION("states-transition");

    private final String wire;

    AwsItem(String wire) {
        this.wire = wire;
    }

    /** The text in the price file. */
    public String wire() {
        return wire;
    }
}
