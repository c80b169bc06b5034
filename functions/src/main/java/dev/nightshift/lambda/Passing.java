package dev.nightshift.lambda;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Tells errors of AWS that pass by themselves from those that come again. */
public final class Passing {
    private Passing() {}

    /**
     * Whether the same call may succeed a little later: AWS could not be reached, asks for less,
     * failed by itself, or met a transaction at the same row, which its SDK does not wait for.
     */
    public static boolean is(Throwable error) {
        return switch (error) {
            case SdkClientException _, TransactionConflictException _ -> true;
            case AwsServiceException answered ->
                    answered.isThrottlingException() || answered.statusCode() >= 500;
            default -> false;
        };
    }
}
