package dev.nightshift.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.statemachine.execution.Execution;
import dev.nightshift.statemachine.execution.ExecutionFilter;
import dev.nightshift.statemachine.execution.RequestException;
import dev.nightshift.statemachine.lambda.LambdaResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine of the shape that is deployed: prepare, one child execution per batch, finish. */
class NightlyBatchTest {
    private static final String MACHINE =
            """
            {'StartAt':'Prepare','States':{
              'Prepare':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',
                'Arguments':{'FunctionName':'prepare','Payload':{'job':'{% $states.input.job %}'}},
                'Output':'{% $states.result.Payload %}','Assign':{'job':'{% $states.input.job %}'},
                'TimeoutSeconds':900,
                'Retry':[{'ErrorEquals':['Lambda.TooManyRequestsException'],'IntervalSeconds':1,'MaxAttempts':5,'JitterStrategy':'FULL'}],
                'Next':'EachBatch'},
              'EachBatch':{'Type':'Map','Items':'{% $states.input.batches %}',
                'ItemSelector':{'job':'{% $job %}','batch':'{% $states.context.Map.Item.Value %}'},
                'MaxConcurrency':2,
                'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},
                  'StartAt':'Submit','States':{
                  'Submit':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',
                    'Arguments':{'FunctionName':'submit','Payload':'{% $states.input %}'},
                    'TimeoutSeconds':900,'Assign':{'ref':'{% $states.result.Payload %}','waited':0},
                    'Output':'{% $states.result.Payload %}','Next':'Await'},
                  'Await':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke.waitForTaskToken',
                    'TimeoutSeconds':'{% $max([2, $min([600, $floor($waited / 10)])]) %}',
                    'Arguments':{'FunctionName':'poll','Payload':{'ref':'{% $ref %}','token':'{% $states.context.Task.Token %}'}},
                    'Catch':[{'ErrorEquals':['States.Timeout'],'Next':'Await',
                      'Assign':{'waited':'{% $waited + $max([2, $min([600, $floor($waited / 10)])]) %}'}}],
                    'Next':'Terminal?'},
                  'Terminal?':{'Type':'Choice','Choices':[
                    {'Condition':'{% $states.input.status = `completed` %}','Next':'Collect'}],'Default':'Lost'},
                  'Lost':{'Type':'Fail','Error':'BatchLost','Cause':'{% `status ` & $states.input.status %}'},
                  'Collect':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',
                    'Arguments':{'FunctionName':'collect','Payload':{'ref':'{% $ref %}'}},
                    'Output':'{% $states.result.Payload %}','TimeoutSeconds':900,'Next':'Left?'},
                  'Left?':{'Type':'Choice','Choices':[{'Condition':'{% $states.input.left > 0 %}','Next':'Submit',
                    'Output':{'job':'{% $states.input.job %}','batch':'{% $states.input.batch %}'}}],'Default':'Done'},
                  'Done':{'Type':'Succeed','Output':{'records':'{% $states.input.records %}'}}}},
                'Next':'Finish'},
              'Finish':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',
                'Arguments':{'FunctionName':'finish','Payload':{'job':'{% $job %}','batches':'{% $states.input %}'}},
                'Output':'{% $states.result.Payload %}','TimeoutSeconds':900,'End':true}}}
            """;

    @TempDir Path directory;

    @Test
    void jobOfThreeBatchesWaitsHoursForTokensAndEndsWithEveryRecord() {
        try (Lab lab = new Lab(directory)) {
            var tokens = new ConcurrentLinkedQueue<String>();
            var throttled = new AtomicInteger(2);
            lab.function(
                    "prepare",
                    payload ->
                            throttled.getAndDecrement() > 0
                                    ? new LambdaResult.ServiceError(
                                            "Lambda.TooManyRequestsException", "slow down")
                                    : Lab.ok("{\"batches\":[1,2,3]}"));
            lab.function("submit", payload -> Lab.ok(payload.toString()));
            lab.function(
                    "poll",
                    payload -> {
                        tokens.add(payload.path("token").asText());
                        return Lab.ok("null");
                    });
            lab.function("collect", payload -> Lab.ok("{\"left\":0,\"records\":7}"));
            lab.function("finish", payload -> Lab.ok(payload.path("batches").toString()));

            Execution job = lab.start(MACHINE, "{'job':'j1'}");
            lab.pass(Duration.ofHours(5));
            assertThat(lab.now(job).running()).isTrue();
            String run = lab.details(job, "MapRunStarted").path("mapRunArn").asText();
            var children =
                    lab.engine.listExecutions(new ExecutionFilter(null, run, null), 10, null);
            assertThat(children.items()).hasSize(2);

            while (lab.now(job).running()) {
                for (String token = tokens.poll(); token != null; token = tokens.poll()) {
                    try {
                        lab.engine.sendTaskSuccess(token, "{\"status\":\"completed\"}");
                    } catch (RequestException e) {
                        assertThat(e.reason().wireName()).isEqualTo("TaskTimedOut");
                    }
                }
                lab.idle();
            }

            assertThat(lab.output(job)).isEqualTo("[{'records':7},{'records':7},{'records':7}]");
        }
    }
}
