package dev.nightshift.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static final Path DEPLOYED = Path.of("../template.yaml");

    @TempDir Path folder;

    @Test
    void theDeployedTemplateIsRead() {
        Template template = Template.read(DEPLOYED, Map.of(), Map.of(), Place.LOCAL);

        assertThat(template.bucket().name()).isEqualTo("nightshift-000000000000-us-east-1");
        assertThat(template.parameters()).containsEntry("PollMinimumSeconds", "10");
        LambdaFunction prepare =
                template.functions().stream()
                        .filter(one -> one.isCalled("PrepareFunction"))
                        .findFirst()
                        .orElseThrow();
        assertThat(prepare.name()).isEqualTo("nightshift-PrepareFunction");
        assertThat(prepare.timeout()).isEqualTo(Duration.ofMinutes(15));
        assertThat(prepare.memoryMegabytes()).isEqualTo(512);
        assertThat(prepare.environment())
                .containsEntry("NIGHTSHIFT_BUCKET", "nightshift-000000000000-us-east-1")
                .containsEntry("NIGHTSHIFT_TABLE", "nightshift-Table")
                .containsEntry("NIGHTSHIFT_BATCH_MAX_REQUESTS", "50000");
    }

    @Test
    void theTableHasItsIndexAndItsTimeToLive() {
        Table table = Template.read(DEPLOYED, Map.of(), Map.of(), Place.LOCAL).table();

        assertThat(table.key().partition()).isEqualTo(new Table.Attribute("pk", "S"));
        assertThat(table.key().sort()).contains(new Table.Attribute("sk", "S"));
        assertThat(table.indexes()).singleElement().extracting("name").isEqualTo("by-time");
        assertThat(table.timeToLive()).isEqualTo(Optional.of("expires"));
    }

    @Test
    void theDefinitionsSubstitutionsAreFilledIn() {
        StateMachine machine =
                Template.read(DEPLOYED, Map.of("BatchesAtOnce", "7"), Map.of(), Place.LOCAL)
                        .stateMachine();

        assertThat(machine.name()).isEqualTo("nightshift");
        assertThat(machine.arn())
                .isEqualTo("arn:aws:states:us-east-1:000000000000:stateMachine:nightshift");
        assertThat(machine.definition())
                .contains(
                        "arn:aws:lambda:us-east-1:000000000000:function:nightshift-PrepareFunction")
                .contains("{% 7 %}")
                .doesNotContain("${");
    }

    @Test
    void everyFormOfReferenceIsResolved() throws IOException {
        Template template =
                withFunction(
                        """
                              Environment:
                                Variables:
                                  SHORT: !Sub "${AWS::Region}/${Bucket}/${Work.Arn}/${!kept}"
                                  LONG: { "Fn::Sub": ["${x}-${Greeting}", { x: !Ref Greeting }] }
                                  JOINED: !Join ["-", [a, !Ref Greeting, !GetAtt Table.Arn]]
                                  LISTED: { "Fn::GetAtt": [Bucket, Arn] }
                                  MACHINE: !Ref Machine
                                  DATE: 2010-09-09
                        """);

        assertThat(template.functions().getFirst().environment())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "GLOBAL", "yes",
                                "SHORT",
                                        "us-east-1/nightshift-bucket/arn:aws:lambda:us-east-1:"
                                                + "000000000000:function:nightshift-Work/${kept}",
                                "LONG", "hello-hello",
                                "JOINED",
                                        "a-hello-arn:aws:dynamodb:us-east-1:000000000000:"
                                                + "table/nightshift-Table",
                                "LISTED", "arn:aws:s3:::nightshift-bucket",
                                "MACHINE",
                                        "arn:aws:states:us-east-1:000000000000:"
                                                + "stateMachine:nightshift-Machine",
                                "DATE", "2010-09-09"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Timeout: 901 | Work: Timeout must be from 1 to 900 seconds, was 901
                    Timeout: soon | Work.Timeout must be a whole number, was soon
                    EphemeralStorage: { Size: 511 } | Work: EphemeralStorage.Size must be from 512 to 10240, was 511
                    MemorySize: 1 | Work: MemorySize must be from 128 to 10240, was 1
                    Layers: [] | Work: property Layers of AWS::Serverless::Function is not known here
                    Events: { Q: { Type: SQS } } | Work: event Q: Type SQS is not known here (known: HttpApi
                    Events: { H: { Type: HttpApi, Condition: C } } | Work: event H: field Condition is not known here
                    Events: { H: { Type: HttpApi, Properties: { Auth: {} } } } | Work: event H: property Auth is not known here (known: Method, Path)
                    Events: { H: { Type: HttpApi, Properties: { Path: /a } } } | Work: event H: Path needs a Method
                    Events: { H: { Type: HttpApi, Properties: { Path: a, Method: GET } } } | Work: event H: Path must begin with a slash, was a
                    Events: { H: { Type: HttpApi, Properties: { Path: "/{x+}/a", Method: GET } } } | Work: event H: Path may hold {name}
                    Events: { H: { Type: HttpApi, Properties: { Path: /a, Method: LOOK } } } | Work: event H: Method must be one of
                    Events: { A: { Type: HttpApi }, B: { Type: HttpApi } } | Work: event B: the route $default is declared twice
                    Events: { O: { Type: S3, Properties: { Bucket: other, Events: "s3:ObjectCreated:*" } } } | Work: event O: Bucket must be the template's bucket
                    Events: { S: { Type: Schedule, Properties: { Schedule: at(noon) } } } | Work: event S: expected rate(1 minute), rate(5 hours) or cron(six fields), found at(noon)
                    Events: { S: { Type: Schedule, Properties: { Schedule: rate(5 minute) } } } | Work: event S: expected rate(
                    Events: { S: { Type: Schedule, Properties: { Schedule: "cron(0 12 * * ?)" } } } | Work: event S: cron takes six fields, found cron(0 12 * * ?)
                    Events: { S: { Type: Schedule, Properties: { Schedule: "cron(61 12 * * ? *)" } } } | Work: event S:
                    Events: { S: { Type: Schedule, Properties: { Schedule: rate(1 day), Input: "{" } } } | Work: event S: Input is no JSON
                    Events: { S: { Type: ScheduleV2, Properties: { Schedule: rate(1 day) } } } | Work: event S: property Schedule is not known here (known: DeadLetterConfig, Description, Input, Name, ScheduleExpression, State)
                    Events: { S: { Type: ScheduleV2, Properties: { ScheduleExpression: rate(1 day), State: OFF } } } | Work: event S: State must be ENABLED or DISABLED, was OFF
                    Events: { O: { Type: S3, Properties: { Bucket: !Ref Bucket } } } | Work: event O: Events must be of s3:ObjectCreated:*
                    Events: { O: { Type: S3, Properties: { Bucket: !Ref Bucket, Events: "s3:ObjectRemoved:*" } } } | Work: event O: Events must be of s3:ObjectCreated:*
                    Events: { O: { Type: S3, Properties: { Bucket: !Ref Bucket, Events: "s3:ObjectCreated:*", Filter: { S3Key: { Rules: [{ Name: size, Value: 1 }] } } } } } | Work: event O: Filter by size is not known here
                    FunctionName: !If [a, b, c] | Condition a is not declared
                    FunctionName: !Ref Nobody | Work: Nobody is neither a parameter nor a resource
                    FunctionName: !Ref Work | Work: its name refers to itself
                    FunctionName: !Ref Work.Alias | Work: Work has no AutoPublishAlias
                    FunctionName: !GetAtt Bucket.Colour | Work: attribute Colour of Bucket is not known
                    FunctionName: "{{resolve:ssm:name}}" | Work: {{resolve:ssm:name}} is not known here
                    FunctionName: [a] | Work: expected a text, found ["a"]
                    Handler: x.Y | Handler is given twice, again at line 16
                    "FunctionName: [" | Not YAML at line
                    FunctionName: &a [*a] | Nested deeper than 50
                    """)
    void whatAFunctionMayNotSayIsRefusedInOneLine(String line, String complaint) {
        assertThatThrownBy(() -> withFunction("      " + line + "\n"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(complaint)
                .message()
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Topic: { Type: AWS::SNS::Topic } | Topic: resource kind AWS::SNS::Topic is not known here (known: AWS::S3::Bucket, AWS::DynamoDB::Table
                    More: { Type: AWS::S3::Bucket } | must declare one AWS::S3::Bucket, it declares 2
                    More: { Type: AWS::S3::Bucket, Condition: Big } | Condition Big is not declared
                    """)
    void resourcesNotKnownAreRefused(String resource, String complaint) {
        assertThatThrownBy(() -> withResource("  " + resource + "\n"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void noRouteOfTheDeployedApiIsOpen() throws IOException {
        // SAM's own events make an API that anybody may call.
        assertThat(Files.readString(DEPLOYED)).doesNotContain("Type: HttpApi");
        for (String access : List.of("iam", "jwt")) {
            Triggers triggers = deployed(Map.of("Access", access));
            assertThat(triggers.routes())
                    .contains(new Route("ApiFunction", "ANY", "$default"))
                    .extracting(Route::method)
                    .doesNotContain("OPTIONS");
            assertThat(triggers.cors()).isEqualTo(Cors.NONE);
        }
        assertThat(deployed(Map.of("CorsOrigins", "https://a.example,http://b.example:81")).cors())
                .satisfies(cors -> assertThat(cors.methods()).contains("PUT"))
                .extracting(Cors::origins)
                .isEqualTo(List.of("https://a.example", "http://b.example:81"));
        assertThat(deployed(Map.of("CorsOrigins", "https://a.example")).routes())
                .contains(new Route("ApiFunction", "OPTIONS", "/{proxy+}"));
        assertThatThrownBy(() -> deployed(Map.of("CorsOrigins", "*")))
                .hasMessageContaining("Parameter CorsOrigins must match");
    }

    private static Triggers deployed(Map<String, String> parameters) {
        return Template.read(DEPLOYED, parameters, Map.of(), Place.LOCAL).triggers();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    { RouteKey: $default, Target: !Sub "integrations/${Way}" } | Path: AuthorizationType must be one of AWS_IAM, JWT; without it everyone is let in
                    { RouteKey: $default, Target: !Sub "integrations/${Way}", AuthorizationType: NONE } | Path: AuthorizationType must be one of
                    { RouteKey: $default, Target: !Sub "integrations/${Way}", AuthorizationType: !If [Greeted, NONE, JWT] } | Path: AuthorizationType must be one of
                    { RouteKey: $default, Target: integrations/none, AuthorizationType: JWT } | Path: Target integrations/none is no integration of this template
                    { RouteKey: LOOK /a, Target: !Sub "integrations/${Way}", AuthorizationType: JWT } | Path: Method must be one of
                    { RouteKey: $default, Target: !Sub "integrations/${Off}", AuthorizationType: JWT } | Path.Target: Off is neither a parameter nor a resource
                    """)
    void routeThatIsOpenOrLeadsNowhereIsRefused(String properties, String complaint) {
        assertThatThrownBy(() -> withResource(api(properties)))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void routesAreReadWhereTheirConditionHolds() throws IOException {
        String guarded =
                "{ RouteKey: GET /a, Target: !Sub 'integrations/${Way}', AuthorizationType: !If [Greeted, JWT, NONE], AuthorizerId: !If [Greeted, a, !Ref AWS::NoValue] }";

        assertThat(withResource(api(guarded)).triggers().routes())
                .containsExactly(new Route("Work", "GET", "/a"));
    }

    private static String api(String route) {
        return """
                 Way:
                   Type: AWS::ApiGatewayV2::Integration
                   Properties: { IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Work.Arn, PayloadFormatVersion: "2.0" }
                 Off:
                   Type: AWS::ApiGatewayV2::Integration
                   Condition: NotGreeted
                 Path: { Type: AWS::ApiGatewayV2::Route, Properties: %s }
               Conditions:
                 Greeted: !Equals [!Ref Greeting, hello]
                 NotGreeted: !Not [!Equals [!Ref Greeting, hello]]
               """
                .formatted(route);
    }

    @Test
    void generatedSecretIsAnotherAtEveryStartAndTheSameForAllWhoReferToIt() throws IOException {
        String first = cursorKey("true", 48);

        assertThat(first).matches("([A-Za-z0-9]{48}) \\1");
        assertThat(cursorKey("true", 48)).isNotEqualTo(first);
        assertThatThrownBy(() -> cursorKey("false", 48))
                .hasMessageContaining("Key: GenerateSecretString must say ExcludePunctuation");
        assertThatThrownBy(() -> cursorKey("true", 0)).hasMessageContaining("PasswordLength");
    }

    private String cursorKey(String plain, int length) throws IOException {
        Files.writeString(folder.resolve("machine.json"), "{}");
        Path file =
                template(
                        """
                              Environment: { Variables: { KEY: !Sub "{{resolve:secretsmanager:${Key}}} {{resolve:secretsmanager:${Key}}}" } }
                        """,
                        """
                          Key:
                            Type: AWS::SecretsManager::Secret
                            Properties: { GenerateSecretString: { PasswordLength: %d, ExcludePunctuation: %s } }
                        """
                                .formatted(length, plain));
        return String.valueOf(
                Template.read(file, Map.of(), Map.of(), Place.LOCAL)
                        .functions()
                        .getFirst()
                        .environment()
                        .get("KEY"));
    }

    @ParameterizedTest
    @CsvSource({
        "PollMinimumSeconds,0,must be at least 1",
        "BatchMaxRequests,50001,must be at most 50000",
        "BatchMaxRequests,many,must be a number",
        "Colour,red,Colour is not declared"
    })
    void parametersAreChecked(String name, String value, String complaint) {
        assertThatThrownBy(
                        () -> Template.read(DEPLOYED, Map.of(name, value), Map.of(), Place.LOCAL))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void otherDefaultsStandInWhereTheTemplateHasTheParameter() {
        Map<String, String> defaults =
                Map.of("PollMinimumSeconds", "1", "PollMaximumSeconds", "2", "Colour", "red");

        Template template =
                Template.read(DEPLOYED, Map.of("PollMinimumSeconds", "5"), defaults, Place.LOCAL);

        assertThat(template.parameters())
                .containsEntry("PollMinimumSeconds", "5")
                .containsEntry("PollMaximumSeconds", "2")
                .doesNotContainKey("Colour");
    }

    @Test
    void aSubstitutionThatIsMissingIsNamed() throws IOException {
        Files.writeString(folder.resolve("machine.json"), "{\"StartAt\": \"${Nowhere}\"}");

        assertThatThrownBy(() -> Template.read(template("", ""), Map.of(), Map.of(), Place.LOCAL))
                .hasMessage(
                        "Machine: the definition's ${Nowhere} has no entry in"
                                + " DefinitionSubstitutions");
    }

    private Template withFunction(String properties) throws IOException {
        Files.writeString(folder.resolve("machine.json"), "{}");
        return Template.read(template(properties, ""), Map.of(), Map.of(), Place.LOCAL);
    }

    private Template withResource(String resource) throws IOException {
        Files.writeString(folder.resolve("machine.json"), "{}");
        return Template.read(template("", resource), Map.of(), Map.of(), Place.LOCAL);
    }

    private Path template(String functionProperties, String resources) throws IOException {
        return Files.writeString(
                folder.resolve("template.yaml"),
                """
                Parameters:
                  Greeting: { Type: String, Default: hello }
                Globals:
                  Function:
                    Environment: { Variables: { GLOBAL: "yes" } }
                Resources:
                  Bucket: { Type: AWS::S3::Bucket }
                  Table:
                    Type: AWS::DynamoDB::Table
                    Properties: { AttributeDefinitions: [{ AttributeName: id, AttributeType: S }], KeySchema: [{ AttributeName: id, KeyType: HASH }] }
                  Machine: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: machine.json } }
                  Work:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: dev.example.Work
                """
                        + functionProperties
                        + resources);
    }
}
