package dev.nightshift.conversation;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.nightshift.conversation.TakeTurn.Taken;
import dev.nightshift.http.Caller;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobId;
import dev.nightshift.job.Jobs;
import dev.nightshift.lambda.Deadline;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.ObjectUpload;
import dev.nightshift.task.History;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Begins the turns of a wave, and writes what each conversation said as the input of the wave's
 * job, one row a conversation. One whose turn cannot be had now has a row without a history, which
 * the job leaves out; {@code problem} says why. A repeat writes the same.
 */
@Singleton
final class GatherWave {
    private static final Duration RESERVE = Duration.ofMinutes(1);

    private static final String NONE = "there is no such conversation";

    /** Conversations of one part, some minutes' work at most. */
    static final int PART = 1000;

    private final Jobs jobs;
    private final Bucket bucket;
    private final Conversations conversations;
    private final TakeTurn taking;
    private final Dialogue dialogue;

    GatherWave(
            Jobs jobs,
            Bucket bucket,
            Conversations conversations,
            TakeTurn taking,
            Dialogue dialogue) {
        this.jobs = jobs;
        this.bucket = bucket;
        this.conversations = conversations;
        this.taking = taking;
        this.dialogue = dialogue;
    }

    WorkAnswer run(WorkRequest work, Deadline deadline) throws IOException {
        Job job = jobs.require(new JobId(Objects.requireNonNull(work.job())));
        if (job.batches() > 0 || job.status().isOver()) {
            return WorkAnswer.DONE;
        }
        Wave wave = Wave.of(job, bucket);
        int parts = Math.max(1, Math.ceilDiv(wave.conversations().size(), PART));
        long from = work.cursor() == null ? 0 : work.cursor();
        for (int part = (int) from; part < parts; part++) {
            if (part > from && deadline.isWithin(RESERVE.multipliedBy(5))) {
                return new WorkAnswer(1, (long) part);
            }
            write(job, wave, part);
        }
        bucket.join(
                IntStream.rangeClosed(1, parts).mapToObj(job.files()::gathered).toList(),
                job.files().input());
        return WorkAnswer.DONE;
    }

    private void write(Job job, Wave wave, int part) throws IOException {
        List<String> names = wave.parameters().keySet().stream().sorted().toList();
        int end = Math.min(wave.conversations().size(), (part + 1) * PART);
        List<String> ids = wave.conversations().subList(part * PART, end);
        try (ObjectUpload upload = bucket.create(job.files().gathered(part + 1))) {
            CsvWriter csv =
                    CsvWriter.builder()
                            .build(new OutputStreamWriter(upload, StandardCharsets.UTF_8));
            if (part == 0) {
                List<String> header = new ArrayList<>(List.of("id", Dialogue.HISTORY, "problem"));
                header.addAll(names);
                csv.writeRecord(header);
            }
            for (int i = 0; i < ids.size(); i += InParallel.WIDTH) {
                List<String> some = ids.subList(i, Math.min(ids.size(), i + InParallel.WIDTH));
                for (List<String> row :
                        InParallel.each(some, id -> row(job, wave, new ConversationId(id)))) {
                    List<String> cells = new ArrayList<>(row);
                    names.forEach(name -> cells.add(wave.parameters().get(name)));
                    csv.writeRecord(cells);
                }
            }
            csv.flush();
            upload.commit();
        }
    }

    private List<String> row(Job job, Wave wave, ConversationId id) {
        Optional<Conversation> conversation =
                conversations.find(id).filter(one -> new Caller(wave.owner()).sees(one.owner()));
        if (conversation.isEmpty()) {
            return left(id, NONE);
        }
        if (!conversation.get().script().equals(wave.script())
                || !conversation.get().model().equals(wave.model())) {
            return left(id, "it has another script or model than the wave");
        }
        return switch (taking.take(
                id, new TurnId(wave.turn()), wave.kind(), wave.parameters(), job.id())) {
            case Taken.Stands(Turn turn, boolean _) -> {
                History history = dialogue.before(id, turn.number());
                yield List.of(id.value(), history.text(), "");
            }
            case Taken.Busy(TurnId turn) -> left(id, "turn %s is under way".formatted(turn));
            case Taken.Gone _ -> left(id, NONE);
            case Taken.Unfit(String why) -> left(id, why);
            case Taken.TooDear(String why) -> left(id, why);
        };
    }

    private static List<String> left(ConversationId id, String why) {
        return List.of(id.value(), "", why);
    }
}
