package dev.nightshift.job;

import dev.nightshift.local.function.FunctionHost;
import dev.nightshift.local.function.InvocationResult.FunctionError;
import dev.nightshift.local.function.InvocationResult.Refused;
import dev.nightshift.local.function.InvocationResult.Success;
import dev.nightshift.local.function.InvocationResult.Unknown;
import dev.nightshift.local.template.Template;
import dev.nightshift.simulator.OpenAiSimulator;
import dev.nightshift.site.Declared;
import dev.nightshift.site.FreshBucket;
import dev.nightshift.site.FreshTable;
import dev.nightshift.site.Site;
import dev.nightshift.time.ScaledTimeline;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * The template's functions in this process, with bucket, table and Step Functions of a site and an
 * OpenAI of their own, whose calls can be counted. No state machine goes on by itself.
 */
final class TestingFunctions extends TestingJobs {
    private final ScaledTimeline time;
    private final FunctionHost host;

    private TestingFunctions(
            Site site,
            Path folder,
            Map<String, String> simulator,
            Map<String, String> parameters,
            @Nullable URI otherOpenAi)
            throws IOException {
        ScaledTimeline time = ScaledTimeline.real();
        OpenAiSimulator openAi =
                OpenAiSimulator.start(quick(simulator), folder.resolve("openai"), 0, time);
        Map<String, String> values = new HashMap<>(parameters);
        values.put("OpenAiBaseUrl", openAi.baseUrl().toString());
        Template template = Declared.at(site, values);
        super(
                openAi,
                FreshBucket.make(site, template),
                FreshTable.make(site, template),
                Declared.storage(template),
                time);
        this.time = time;
        host =
                new FunctionHost(
                        template.functions(),
                        List.of(),
                        surroundings(site, otherOpenAi == null ? openAi.baseUrl() : otherOpenAi),
                        time);
        host.open();
    }

    static TestingFunctions on(
            Site site, Path folder, Map<String, String> simulator, Map<String, String> parameters)
            throws IOException {
        return new TestingFunctions(site, folder, simulator, parameters, null);
    }

    /** With another OpenAI than the simulator. */
    static TestingFunctions facing(Site site, Path folder, URI openAi) throws IOException {
        return new TestingFunctions(site, folder, Map.of(), Map.of(), openAi);
    }

    /** The properties by which Micronaut's AWS module finds the site. */
    private static Map<String, Object> surroundings(Site site, URI openAi) {
        Map<String, Object> properties = new HashMap<>();
        AwsCredentials credentials = site.credentials().resolveCredentials();
        properties.put("aws.region", site.region().id());
        properties.put("aws.access-key-id", credentials.accessKeyId());
        properties.put("aws.secret-key", credentials.secretAccessKey());
        if (credentials instanceof AwsSessionCredentials session) {
            properties.put("aws.session-token", session.sessionToken());
        }
        properties.put("aws.s3.path-style-access-enabled", true);
        Map.of("s3", site.s3(), "dynamodb", site.dynamoDb(), "states", site.stepFunctions())
                .forEach(
                        (String service, URI endpoint) ->
                                properties.put(
                                        "aws.services.%s.endpoint-override".formatted(service),
                                        endpoint.toString()));
        properties.put("nightshift.openai.base-url", openAi.toString());
        properties.put("nightshift.openai.api-key", "sk-test");
        return properties;
    }

    @Override
    public Invoked invoke(String function, String payload) throws IOException {
        return switch (host.invoke(function, payload)) {
            case Success(String json) -> new Invoked(JSON.readTree(json), "");
            case FunctionError(String json) -> {
                var report = JSON.readTree(json);
                yield new Invoked(report, report.path("errorType").asText());
            }
            case Unknown(String message) -> throw new IllegalStateException(message);
            case Refused(_, String message) -> throw new IllegalStateException(message);
        };
    }

    @Override
    public void close() {
        host.close();
        openAi.close();
        time.close();
    }
}
