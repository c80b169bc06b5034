package dev.nightshift.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import org.jspecify.annotations.Nullable;

/** What Lambda says of a call, in a rehearsal. */
final class StageCall implements Context {
    private static final String NAME = "rehearsal";

    @Override
    public String getAwsRequestId() {
        return NAME;
    }

    @Override
    public String getLogGroupName() {
        return NAME;
    }

    @Override
    public String getLogStreamName() {
        return NAME;
    }

    @Override
    public String getFunctionName() {
        return NAME;
    }

    @Override
    public String getFunctionVersion() {
        return NAME;
    }

    @Override
    public String getInvokedFunctionArn() {
        return NAME;
    }

    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public @Nullable ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return 60_000;
    }

    @Override
    public int getMemoryLimitInMB() {
        return 512;
    }

    @Override
    public @Nullable LambdaLogger getLogger() {
        return null;
    }
}
