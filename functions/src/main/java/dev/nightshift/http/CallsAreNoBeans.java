package dev.nightshift.http;

import com.amazonaws.services.lambda.runtime.Context;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.function.aws.DefaultLambdaContextFactory;
import io.micronaut.function.aws.LambdaContextFactory;
import jakarta.inject.Singleton;

/**
 * Keeps what Lambda says of a call out of the context, where nothing asks for it: the framework
 * would register it anew for every call, each time more slowly, and let go of none.
 */
@Singleton
@Replaces(DefaultLambdaContextFactory.class)
final class CallsAreNoBeans implements LambdaContextFactory {
    @Override
    public void registerSingletons(Context call) {}
}
