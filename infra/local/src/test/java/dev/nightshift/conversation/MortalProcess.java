package dev.nightshift.conversation;

import dev.nightshift.job.TestingCloud;
import dev.nightshift.local.server.LocalCredentials;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.inject.qualifiers.PrimaryQualifier;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/** A process that asks turns, and dies before or after a call to AWS. */
final class MortalProcess implements AutoCloseable {
    private final ApplicationContext context;
    private final SdkHttpClient http = ApacheHttpClient.create();
    private Duration ahead = Duration.ZERO;
    private int left = Integer.MAX_VALUE;

    MortalProcess(TestingCloud cloud) {
        context =
                ApplicationContext.builder()
                        .deduceEnvironment(false)
                        .banner(false)
                        .environmentPropertySource(false)
                        .properties(
                                Map.of(
                                        "aws.region", cloud.stack.region(),
                                        "aws.access-key-id", LocalCredentials.ACCESS_KEY_ID,
                                        "aws.secret-key", LocalCredentials.SECRET_KEY,
                                        "aws.s3.path-style-access-enabled", true,
                                        "aws.services.s3.endpoint-override",
                                                cloud.stack.s3().toString(),
                                        "aws.services.dynamodb.endpoint-override",
                                                cloud.stack.dynamoDb().toString(),
                                        "nightshift.bucket", cloud.stack.bucket(),
                                        "nightshift.table", cloud.stack.table(),
                                        "nightshift.openai.base-url",
                                                cloud.openAi.baseUrl().toString(),
                                        "nightshift.openai.api-key", "sk-test"))
                        .build();
        context.registerBeanDefinition(
                RuntimeBeanDefinition.builder(SdkHttpClient.class, this::mortal)
                        .qualifier(PrimaryQualifier.instance())
                        .singleton(true)
                        .build());
        InstantSource clock = () -> cloud.clock.instant().plus(ahead);
        context.registerSingleton(InstantSource.class, clock).start();
    }

    /** The end of a process. */
    static final class Died extends Error {
        private static final long serialVersionUID = 1;
    }

    /**
     * Asks a turn.
     *
     * @param point where it dies: 0 before the first call to AWS, 1 after it, and so on
     * @return whether it lived
     */
    boolean ask(ConversationId id, TurnId turn, int point) {
        left = point;
        try {
            context.getBean(AskTurn.class).ask(id, turn);
            return true;
        } catch (Died died) {
            return false;
        } finally {
            left = Integer.MAX_VALUE;
        }
    }

    /** Lets some time pass for it. */
    void pass(Duration time) {
        ahead = ahead.plus(time);
    }

    private SdkHttpClient mortal() {
        return new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                ExecutableHttpRequest call = http.prepareRequest(request);
                return new ExecutableHttpRequest() {
                    @Override
                    public HttpExecuteResponse call() throws IOException {
                        step();
                        HttpExecuteResponse answer = call.call();
                        step();
                        return answer;
                    }

                    @Override
                    public void abort() {
                        call.abort();
                    }
                };
            }

            @Override
            public void close() {}
        };
    }

    private void step() {
        if (left-- == 0) {
            throw new Died();
        }
    }

    @Override
    public void close() {
        context.close();
        http.close();
    }
}
