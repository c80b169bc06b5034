package dev.nightshift.conversation;

import dev.nightshift.conversation.WaveController.WaveView;
import dev.nightshift.http.Caller;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobOptions;
import dev.nightshift.job.JobStarter;
import dev.nightshift.job.Jobs;
import dev.nightshift.pricing.Lane;
import dev.nightshift.storage.Bucket;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Starts waves: the same turn of many conversations, as a job in the batch lane. */
@Singleton
final class StartWave {
    private final Conversations conversations;
    private final Bucket bucket;
    private final Jobs jobs;
    private final SfnClient stepFunctions;
    private final ConversationSettings settings;
    private final InstantSource clock;

    StartWave(
            Conversations conversations,
            Bucket bucket,
            Jobs jobs,
            SfnClient stepFunctions,
            ConversationSettings settings,
            InstantSource clock) {
        this.conversations = conversations;
        this.bucket = bucket;
        this.jobs = jobs;
        this.stepFunctions = stepFunctions;
        this.settings = settings;
        this.clock = clock;
    }

    /** A caller's conversations of a script and a model, of the newest that a wave takes. */
    List<String> all(Caller caller, Script script, String model) {
        return conversations
                .newest(Wave.MOST, null)
                .filter(one -> caller.sees(one.owner()))
                .filter(one -> one.script().equals(script.name()) && one.model().equals(model))
                .map(one -> one.id().value())
                .toList();
    }

    /** Starts a wave. Its first step, in the background, begins the turns. */
    WaveView start(
            Caller caller,
            Script script,
            TurnKind kind,
            TurnId turn,
            Map<String, String> parameters,
            List<String> ids)
            throws IOException {
        List<String> once = ids.stream().distinct().toList();
        Wave wave =
                new Wave(
                        caller.owner(),
                        script.name(),
                        kind.task().model(),
                        kind.name(),
                        turn.value(),
                        parameters,
                        once);
        Job job =
                new JobStarter(
                                bucket,
                                jobs,
                                stepFunctions,
                                settings.requireStateMachineArn(),
                                clock)
                        .startWave(
                                caller.owner(),
                                "conversations",
                                wave.json(),
                                kind.task(),
                                JobOptions.STANDARD.withLane(Lane.BATCH).withFresh(true));
        return new WaveView(job.id().value(), turn.value(), once.size());
    }
}
