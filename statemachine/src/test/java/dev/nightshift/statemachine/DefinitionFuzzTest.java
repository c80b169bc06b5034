package dev.nightshift.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.statemachine.definition.Problem;
import dev.nightshift.statemachine.execution.Execution;
import dev.nightshift.statemachine.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definitions with something wrong somewhere. */
class DefinitionFuzzTest {
    private static final String MACHINE =
            """
            {'QueryLanguage':'JSONata','Comment':'all there is','Version':'1.0','StartAt':'Pass','TimeoutSeconds':9,'States':{
              'Pass':{'Type':'Pass','Output':{'a':'{% $states.input %}'},'Assign':{'x':[1]},'Next':'Task'},
              'Task':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','TimeoutSeconds':'{% 5 %}','HeartbeatSeconds':4,
                'Arguments':{'FunctionName':'f','Payload':{'x':'{% $x %}'}},'Output':'{% $states.result.Payload %}',
                'Retry':[{'ErrorEquals':['E'],'IntervalSeconds':2,'MaxAttempts':1,'BackoffRate':1.5,'MaxDelaySeconds':3,'JitterStrategy':'FULL'}],
                'Catch':[{'ErrorEquals':['States.ALL'],'Output':1,'Assign':{'y':2},'Next':'Choice'}],'Next':'Choice'},
              'Choice':{'Type':'Choice','Choices':[{'Condition':'{% $x[0] = 1 %}','Assign':{'z':1},'Output':[],'Next':'Par'}],'Default':'Fail'},
              'Par':{'Type':'Parallel','Arguments':{'a':1},'Next':'Map','Branches':[
                {'StartAt':'B','States':{'B':{'Type':'Wait','Seconds':1,'End':true}}},
                {'StartAt':'C','States':{'C':{'Type':'Wait','Timestamp':'2030-01-01T00:00:00Z','End':true}}}]},
              'Map':{'Type':'Map','Items':[1,2],'ItemSelector':{'i':'{% $states.context.Map.Item.Index %}'},'MaxConcurrency':1,'Label':'m',
                'ToleratedFailurePercentage':10,'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},
                'StartAt':'I','States':{'I':{'Type':'Succeed','Output':null}}},'Next':'Done'},
              'Done':{'Type':'Succeed'},'Fail':{'Type':'Fail','Error':'E','Cause':'{% `c` %}'}}}
            """;
    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "0",
                    "-1",
                    "1.5",
                    "1e400",
                    "99999999999999999999",
                    "''",
                    "'x'",
                    "'Pass'",
                    "'Done'",
                    "'{% 1 %}'",
                    "'{% $states.input %}'",
                    "'{% $x.( %}'",
                    "'{%%}'",
                    "'$.a'",
                    "[]",
                    "[null]",
                    "['States.ALL']",
                    "{}",
                    "{'Type':'Pass'}",
                    "{'':1}",
                    "'\\ud83d'");

    /** Each problem says where: in the machine itself, or in which state. */
    @Property(tries = 2_000)
    void changedDefinitionIsTakenOrRefusedWithStateAndField(@ForAll long seed) {
        String definition = changed(seed).toString();

        for (Problem problem : Engine.validate(definition)) {
            assertThat(problem.location())
                    .matches(
                            "/|/(Comment|QueryLanguage|Version|StartAt|TimeoutSeconds|States).*|/[^/]*");
            assertThat(problem.message()).isNotBlank();
        }
    }

    @Test
    void changedDefinitionThatIsTakenRuns(@TempDir Path directory) {
        try (Lab lab = new Lab(directory)) {
            lab.function("f", payload -> Lab.ok("{}"));
            for (long seed = 0; seed < 300; seed++) {
                String definition = changed(seed).toString();
                if (Engine.validate(definition).isEmpty()) {
                    run(lab, definition);
                }
            }
        }
    }

    private static void run(Lab lab, String definition) {
        String name = "m" + Integer.toHexString(definition.hashCode());
        String arn = lab.engine.createStateMachine(name, definition, Lab.ROLE).arn();
        Execution execution = lab.engine.startExecution(arn, null, "{}");
        lab.idle();

        assertThat(String.valueOf(lab.now(execution).cause()))
                .as(definition)
                .doesNotContain("The engine failed");
        assertThat(lab.events(execution)).as(definition).hasSizeGreaterThan(1);
    }

    /** The machine with one or two fields lost, renamed, or of another value. */
    private static JsonNode changed(long seed) {
        Random random = new Random(seed);
        JsonNode machine = Json.parse(Lab.quoted(MACHINE));
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            List<JsonNode> containers = new ArrayList<>();
            collect(machine, containers);
            JsonNode value = Json.parse(Lab.quoted(any(VALUES, random)));
            switch (any(containers, random)) {
                case ObjectNode object -> change(object, value, random);
                case ArrayNode array -> change(array, value, random);
                default -> throw new AssertionError("not a container");
            }
        }
        return machine;
    }

    private static void change(ObjectNode object, JsonNode value, Random random) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.isEmpty() ? "new" : any(names, random);
        switch (random.nextInt(4)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(name + "s", value);
            default -> object.set(name, value);
        }
    }

    private static void change(ArrayNode array, JsonNode value, Random random) {
        if (array.isEmpty() || random.nextBoolean()) {
            array.add(value);
        } else {
            array.set(random.nextInt(array.size()), value);
        }
    }

    private static void collect(JsonNode json, List<JsonNode> containers) {
        if (json.isContainerNode()) {
            containers.add(json);
            json.forEach(child -> collect(child, containers));
        }
    }

    private static <T> T any(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
