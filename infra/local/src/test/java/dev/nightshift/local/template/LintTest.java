package dev.nightshift.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableSet;
import dev.nightshift.metrics.Metric;
import dev.nightshift.metrics.Metrics;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The deployed template as CloudFormation would look at it. */
class LintTest {
    private static final Path TEMPLATE = Path.of("../template.yaml");
    private static final Pattern BY_MODEL =
            Pattern.compile("\\{Nightshift,Stack,Model} MetricName=\"(\\w+)\" ");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");

    /** Properties that name a thing of the account, in which two stacks would collide. */
    private static final ImmutableSet<String> NAMES =
            ImmutableSet.of(
                    "AWS::CloudWatch::Alarm.AlarmName",
                    "AWS::CloudWatch::Dashboard.DashboardName",
                    "AWS::DynamoDB::Table.TableName",
                    "AWS::Logs::LogGroup.LogGroupName",
                    "AWS::S3::Bucket.BucketName",
                    "AWS::SQS::Queue.QueueName",
                    "AWS::SecretsManager::Secret.Name",
                    "AWS::Serverless::Function.FunctionName",
                    "AWS::Serverless::StateMachine.Name");

    private final JsonNode template = read();

    private static JsonNode read() {
        try (Reader text = Files.newBufferedReader(TEMPLATE)) {
            return YamlTree.read(text);
        } catch (IOException e) {
            throw new TemplateException(TEMPLATE + " cannot be read", e);
        }
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryParameterIsUsedAndGrouped() {
        Set<String> used = new TreeSet<>();
        collect(template, used);
        Set<String> parameters = names(template.path("Parameters"));
        Set<String> known = new TreeSet<>(parameters);
        known.addAll(names(template.path("Resources")));
        template.path("Resources")
                .findValues("DefinitionSubstitutions")
                .forEach(own -> known.addAll(names(own)));

        assertThat(used).allMatch(name -> name.startsWith("AWS::") || known.contains(name));
        assertThat(used).containsAll(parameters);
        List<String> grouped =
                template.findValues("ParameterGroups").getFirst().findValues("Parameters").stream()
                        .flatMap(group -> StreamSupport.stream(group.spliterator(), false))
                        .map(JsonNode::asText)
                        .toList();
        assertThat(grouped).containsExactlyInAnyOrderElementsOf(parameters);
    }

    /** What {@code Ref}, {@code Fn::GetAtt} and {@code Fn::Sub} name, without the attribute. */
    private static void collect(JsonNode node, Set<String> used) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            switch (field.getKey()) {
                case "Ref", "Fn::GetAtt" -> used.add(field.getValue().asText().split("\\.", 2)[0]);
                case "Fn::Sub" -> {
                    Matcher variable = VARIABLE.matcher(field.getValue().asText());
                    while (variable.find()) {
                        used.add(variable.group(1).split("\\.", 2)[0]);
                    }
                }
                default -> {}
            }
        }
        node.forEach(child -> collect(child, used));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void aSecondStackOfTheAccountTakesNoNameOfTheFirst() {
        List<String> fixed = new ArrayList<>();
        for (Map.Entry<String, JsonNode> one : template.path("Resources").properties()) {
            JsonNode resource = one.getValue();
            for (Map.Entry<String, JsonNode> property : resource.path("Properties").properties()) {
                String which = resource.path("Type").asText() + "." + property.getKey();
                if (NAMES.contains(which) && !isOfTheStack(property.getValue())) {
                    fixed.add(one.getKey());
                }
            }
            for (JsonNode event : resource.path("Properties").path("Events")) {
                // SAM would name it after the function, in every stack alike.
                if (event.path("Type").asText().equals("ScheduleV2")
                        && !isOfTheStack(event.path("Properties").path("Name"))) {
                    fixed.add(one.getKey());
                }
            }
        }

        assertThat(fixed).isEmpty();
    }

    private static boolean isOfTheStack(JsonNode name) {
        return name.toString().contains("AWS::StackName");
    }

    @Test
    void whatIsKeptIsKeptAndNobodyElseSeesIt() {
        for (String kept :
                List.of("Bucket", "Table", "OpenAiKey", "WebhookSecret", "CallbackSecret")) {
            JsonNode resource = template.path("Resources").path(kept);
            assertThat(resource.path("DeletionPolicy").asText()).startsWith("Retain");
            assertThat(resource.path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
        }
        assertThat(template.path("Resources").findValues("PublicAccessBlockConfiguration"))
                .singleElement()
                .satisfies(block -> assertThat(block).hasSize(4).allMatch(JsonNode::isTextual))
                .satisfies(block -> assertThat(block.toString()).doesNotContain("false"));
        assertThat(template.findValues("IncludeExecutionData"))
                .allSatisfy(it -> assertThat(it.asText()).isEqualTo("false"));
    }

    @Test
    void dashboardAndAlarmsShowWhatTheCodeTells() throws IOException {
        List<String> told = Stream.of(Metric.values()).map(Metric::wire).toList();
        List<String> shown = new ArrayList<>();
        for (JsonNode resource : template.path("Resources")) {
            for (JsonNode metric : resource.findParents("MetricName")) {
                if (metric.path("Namespace").asText().equals(Metrics.NAMESPACE)) {
                    shown.add(metric.path("MetricName").asText());
                }
            }
            JsonNode dashboard =
                    new ObjectMapper()
                            .readTree(
                                    resource.at("/Properties/DashboardBody/Fn::Sub").asText("{}"));
            for (String search : dashboard.findValuesAsText("expression")) {
                BY_MODEL.matcher(search).results().forEach(name -> shown.add(name.group(1)));
            }
            for (JsonNode widget : dashboard.findValues("metrics")) {
                for (JsonNode line : widget) {
                    if (line.get(0).asText().equals(Metrics.NAMESPACE)) {
                        shown.add(line.get(1).asText());
                    }
                }
            }
        }

        assertThat(shown).isSubsetOf(told);
        assertThat(shown).containsAll(told);
    }

    @Test
    void everyAlarmSaysWhatMissingFiguresMeanAndTellsTheTopic() {
        for (JsonNode resource : template.path("Resources")) {
            if (resource.path("Type").asText().equals("AWS::CloudWatch::Alarm")) {
                JsonNode alarm = resource.path("Properties");
                assertThat(names(alarm)).contains("TreatMissingData", "AlarmDescription");
                assertThat(alarm.path("AlarmActions").toString()).contains("AlarmTopic");
            }
        }
    }

    @Test
    void cfnLintFindsNothing() throws IOException, InterruptedException {
        Optional<Path> linter = onThePath("cfn-lint");
        if (linter.isEmpty()) {
            System.out.println(
                    "NOT LINTED by cfn-lint: it is not on the path (pip install cfn-lint)");
            return;
        }
        Process process =
                new ProcessBuilder(linter.get().toString(), TEMPLATE.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
    }

    private static Optional<Path> onThePath(String program) {
        return Stream.of(
                        Optional.ofNullable(System.getenv("PATH"))
                                .orElse("")
                                .split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
