package dev.nightshift.local.server;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The credentials that the local cloud takes. They are no secret: whoever may connect to this
 * computer's loopback interface may use it.
 */
public final class LocalCredentials {
    public static final String ACCESS_KEY_ID = "nightshift";
    public static final String SECRET_KEY = "nightshift-local";

    private LocalCredentials() {}

    /** The same for a client of the AWS SDK. */
    public static StaticCredentialsProvider provider() {
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create(ACCESS_KEY_ID, SECRET_KEY));
    }
}
