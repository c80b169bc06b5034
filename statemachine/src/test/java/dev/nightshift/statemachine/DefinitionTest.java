package dev.nightshift.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.statemachine.definition.Problem;
import dev.nightshift.statemachine.json.Json;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused when a definition is loaded. */
class DefinitionTest {
    private static final String TASK =
            "{'QueryLanguage':'JSONata','StartAt':'T','States':{'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',"
                    + "'Arguments':{'FunctionName':'f'},'End':true}}}";
    private static final String MAP =
            "{'QueryLanguage':'JSONata','StartAt':'T','States':{'T':{'Type':'Map','ItemProcessor':{'ProcessorConfig':"
                    + "{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},'StartAt':'I','States':{'I':{'Type':'Succeed'}}},'End':true}}}";
    private static final String PARALLEL =
            "{'QueryLanguage':'JSONata','StartAt':'T','States':{'T':{'Type':'Parallel','Branches':[{'StartAt':'B','States':{'B':{'Type':'Succeed'}}}],'End':true}}}";
    private static final String CHOICE =
            "{'QueryLanguage':'JSONata','StartAt':'T','States':{'T':{'Type':'Choice','Choices':[{'Condition':true,'Next':'B'}]},'B':{'Type':'Succeed'}}}";
    private static final String WAIT =
            "{'QueryLanguage':'JSONata','StartAt':'T','States':{'T':{'Type':'Wait','Seconds':1,'End':true}}}";

    private static List<String> problems(String definition) {
        return Engine.validate(Lab.quoted(definition)).stream().map(Problem::toString).toList();
    }

    /** Each row adds a field to the state T, or replaces one, and names what is wrong then. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    TASK | InputPath        | '$'                                     | belongs to JSONPath
                    TASK | Parameters       | {}                                      | belongs to JSONPath
                    TASK | ResultPath       | '$'                                     | belongs to JSONPath
                    TASK | TimeoutSecondsPath | '$'                                   | belongs to JSONPath
                    TASK | Credentials      | {}                                      | is not supported here
                    TASK | Assing           | {}                                      | is not supported here
                    TASK | QueryLanguage    | 'JSONPath'                              | supported: JSONata
                    TASK | Resource         | 'arn:aws:states:::sqs:sendMessage'      | is not supported: arn:aws:states:::sqs:sendMessage
                    TASK | Resource         | 'arn:aws:states:::events:putEvents'     | Entries: is required
                    TASK | Resource         | 'arn:aws:states:::aws-sdk:sesv2:sendEmail' | Content: is required
                    TASK | Arguments        | {'FunctionName':'f','Payloads':1}       | is not supported here
                    TASK | Arguments        | {'Payload':1}                           | is required
                    TASK | Arguments        | {'FunctionName':'f','Payload':'{% 1 + %}'} | not JSONata
                    TASK | Arguments        | 'f'                                     | must be an object or an expression
                    TASK | Arguments        | '{% 1), b:(2 %}'                      | not JSONata
                    TASK | Arguments        | '{% 1 /* %}'                            | not JSONata
                    TASK | Arguments        | '{%%}'                                  | not JSONata
                    TASK | Resource         | '{% x %}'                             | is not supported: {%
                    TASK | Catch            | [{'ErrorEquals':['E'],'Next':'{% T %}'}] | not there: {%
                    TASK | Catch            | [{'ErrorEquals':['States.ALL'],'Next':'T'},{'ErrorEquals':['E'],'Next':'T'}] | must be alone, and in the last
                    TASK | Assign           | {'x':'{% 1 + %}'}                       | not JSONata
                    TASK | Next             | 'Nowhere'                               | needs either Next or
                    TASK | End              | false                                   | needs either Next or
                    TASK | TimeoutSeconds   | 0                                       | whole number from 1
                    TASK | TimeoutSeconds   | 1.5                                     | whole number from 1
                    TASK | HeartbeatSeconds | 'x'                                     | whole number from 1
                    TASK | Assign           | {'states':1}                            | is reserved
                    TASK | Assign           | {'a-b':1}                               | is not a name
                    TASK | Assign           | 1                                       | must be an object
                    TASK | Retry            | {}                                      | must be an array
                    TASK | Retry            | [{'ErrorEquals':[]}]                    | must be an array that is not empty
                    TASK | Retry            | [{'ErrorEquals':['States.ALL','E']}]    | must be alone
                    TASK | Retry            | [{'ErrorEquals':['States.ALL']},{'ErrorEquals':['E']}] | must be alone, and in the last
                    TASK | Retry            | [{'ErrorEquals':['E'],'BackoffRate':0.5}] | at least 1
                    TASK | Retry            | [{'ErrorEquals':['E'],'MaxDelaySeconds':1}] | greater than IntervalSeconds
                    TASK | Retry            | [{'ErrorEquals':['E'],'JitterStrategy':'SOME'}] | supported:
                    TASK | Catch            | [{'ErrorEquals':['E'],'Next':'Nowhere'}] | not there: Nowhere
                    TASK | Catch            | [{'ErrorEquals':['E']}]                 | is required
                    MAP  | Items            | 1                                       | must be an array or an expression
                    MAP  | Items            | {'a':'{% 1 %}'}                         | must be an array or an expression
                    MAP  | Label            | 'a:b'                                   | letters, digits
                    MAP  | ItemReader       | {}                                      | is not supported here
                    MAP  | ItemBatcher      | {}                                      | is not supported here
                    MAP  | ResultWriter     | {}                                      | is not supported here
                    MAP  | ToleratedFailureCount | 1                                  | is not supported here
                    MAP  | ToleratedFailurePercentage | 101                           | from 0 to 100
                    MAP  | Iterator         | {}                                      | belongs to JSONPath
                    WAIT | Timestamp        | '2030-01-01T00:00:00Z'                  | either Seconds or Timestamp
                    MAP  | ItemsPath        | '$'                                     | belongs to JSONPath
                    MAP  | MaxConcurrencyPath | '$'                                   | belongs to JSONPath
                    MAP  | MaxConcurrency   | -1                                      | from 0
                    MAP  | ToleratedFailureCountPath | '$'                            | is not supported here
                    MAP  | Retry            | [{'ErrorEquals':['E'],'MaxAttempts':-1}] | whole number from 0
                    PARALLEL | Branches     | []                                      | at least one
                    PARALLEL | Branches     | [{'StartAt':'B','States':{'B':{'Type':'Succeed','Input':1}}}] | is not supported here
                    PARALLEL | Arguments    | [1]                                     | must be an object or an expression
                    PARALLEL | ResultSelector | {}                                    | belongs to JSONPath
                    CHOICE | Choices        | []                                      | at least one
                    CHOICE | Choices        | [{'Condition':1,'Next':'B'}]            | must be a boolean or an expression
                    CHOICE | Choices        | [{'Condition':true}]                    | is required
                    CHOICE | Choices        | [{'Condition':true,'Next':'B','Variable':'$.x'}] | belongs to JSONPath
                    CHOICE | Default        | 'Nowhere'                               | not there: Nowhere
                    CHOICE | End            | true                                    | is not supported here
                    WAIT | SecondsPath      | '$'                                     | belongs to JSONPath
                    WAIT | Retry            | []                                      | is not supported here
                    WAIT | Seconds          | 100000000                               | whole number from 0
                    WAIT | Type             | 'Sleep'                                 | is not a type of state
                    """)
    void whatIsNotKnownIsRefusedAndNamed(String base, String field, String value, String problem) {
        String definition =
                switch (base) {
                    case "TASK" -> TASK;
                    case "MAP" -> MAP;
                    case "PARALLEL" -> PARALLEL;
                    case "CHOICE" -> CHOICE;
                    default -> WAIT;
                };
        assertThat(problems(definition)).isEmpty();
        JsonNode json = Json.parse(Lab.quoted(definition));
        ((ObjectNode) json.at("/States/T")).set(field, Json.parse(Lab.quoted(value)));

        assertThat(problems(json.toString()))
                .anySatisfy(found -> assertThat(found).startsWith("/States/T").contains(problem));
    }

    @Test
    void allProblemsAreFoundAtOnce() {
        assertThat(
                        problems(
                                "{'StartAt':'X','States':{'A':{'Type':'Pass','Result':1,'Next':'B'},'C':{'Type':'Succeed','End':true}}}"))
                .contains(
                        "/QueryLanguage: is required",
                        "/StartAt: names no state: X",
                        "/States/A/Result: belongs to JSONPath; only JSONata is supported",
                        "/States/A: goes to a state that is not there: B",
                        "/States/C/End: is not supported here");
    }

    @Test
    void namesAreUniqueInTheWholeMachine() {
        assertThat(problems(MAP.replace("'I'", "'T'")))
                .contains("/States/T/ItemProcessor/States/T: is the name of another state already");
        assertThat(problems(TASK.replace("'States':{", "'States':{'T':{'Type':'Succeed'},")))
                .singleElement()
                .asString()
                .contains("Duplicate field 'T'");
    }

    @Test
    void branchMayNotAssignAVariableOfTheOuterScope() {
        String definition =
                """
                {'QueryLanguage':'JSONata','StartAt':'A','States':{
                  'A':{'Type':'Pass','Assign':{'x':1},'Next':'M'},
                  'M':{'Type':'Map','End':true,'ItemProcessor':{'ProcessorConfig':{%s},
                    'StartAt':'B','States':{'B':{'Type':'Pass','Assign':{'x':2},'End':true}}}}}}
                """;

        assertThat(problems(definition.formatted("'Mode':'INLINE'")))
                .containsExactly(
                        "/States/M/ItemProcessor/States/B/Assign/x: belongs to an outer workflow");
        assertThat(
                        problems(
                                definition.formatted(
                                        "'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'")))
                .isEmpty();
    }

    @Test
    void literalTimestampIsCheckedAndHeartbeatIsShorterThanTimeout() {
        assertThat(problems(WAIT.replace("'Seconds':1", "'Timestamp':'2030-01-01'")))
                .containsExactly(
                        "/States/T/Timestamp: is not an RFC 3339 timestamp with T and a zone");
        assertThat(problems(TASK.replace("'End'", "'TimeoutSeconds':5,'HeartbeatSeconds':5,'End'")))
                .containsExactly("/States/T/HeartbeatSeconds: must be less than TimeoutSeconds");
    }

    @Property(tries = 300)
    void anyTextIsEitherReadOrRefusedWithReasons(@ForAll String text) {
        assertThat(Engine.validate(text)).isNotEmpty();
    }

    @Property(tries = 300)
    void brokenPieceOfADefinitionIsRefusedWithReasons(
            @ForAll @IntRange(min = 0, max = 290) int cut) {
        assertThat(problems(MAP.substring(0, Math.min(cut, MAP.length() - 1)))).isNotEmpty();
    }
}
