package dev.nightshift.local.function;

import dev.nightshift.local.function.InvocationResult.Refusal;
import dev.nightshift.local.function.InvocationResult.Refused;
import dev.nightshift.local.function.InvocationResult.Unknown;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadFactory;

/**
 * A function behind HTTP. Its request is posted as JSON, once; {@link ExternalAnswer} says what its
 * answers mean.
 */
final class ExternalFunction implements Callee {
    private static final Duration PATIENCE_TO_CONNECT = Duration.ofSeconds(5);

    private final Binding binding;
    private final Set<String> names;
    private final Duration timeout;
    private final HttpClient http =
            HttpClient.newBuilder()
                    // A server of HTTP/1.1 may take an offer of the next version amiss.
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(PATIENCE_TO_CONNECT)
                    .build();

    /**
     * @param names what it is called besides the binding's own name
     */
    ExternalFunction(Binding binding, Set<String> names, Duration timeout) {
        this.binding = binding;
        this.names = Set.copyOf(names);
        this.timeout = timeout;
    }

    @Override
    public String name() {
        return binding.name();
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    /** By any ARN that ends with the name, and with any qualifier: nothing of them is ours. */
    @Override
    public boolean isCalled(FunctionName called) {
        return called.name().equals(binding.name()) || names.contains(called.name());
    }

    @Override
    public ThreadFactory threads() {
        return Thread.ofVirtual().name(binding.name() + "-", 1).factory();
    }

    @Override
    public InvocationResult call(String json, String requestId) {
        URI address = binding.address();
        try {
            HttpResponse<InputStream> response =
                    http.send(request(json, requestId), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return ExternalAnswer.of(
                        response, body.readNBytes(FunctionHost.LARGEST_PAYLOAD + 1));
            }
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new Refused(
                    Refusal.UNREACHABLE, "%s is not reached at %s".formatted(name(), address));
        } catch (IOException e) {
            return new Unknown("%s at %s broke off: %s".formatted(name(), address, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unknown("%s was not waited for".formatted(name()));
        }
    }

    private HttpRequest request(String json, String requestId) {
        return HttpRequest.newBuilder(binding.address())
                .header("Content-Type", "application/json")
                .header("X-Amz-Invocation-Type", "RequestResponse")
                .header("X-Amzn-RequestId", requestId)
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
