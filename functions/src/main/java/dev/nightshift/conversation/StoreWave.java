package dev.nightshift.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.batch.LineReader;
import dev.nightshift.job.Job;
import dev.nightshift.job.JobId;
import dev.nightshift.job.JobStatus;
import dev.nightshift.job.Jobs;
import dev.nightshift.lambda.Deadline;
import dev.nightshift.pricing.Usage;
import dev.nightshift.record.OutcomeKind;
import dev.nightshift.storage.Bucket;
import dev.nightshift.task.OutputSchema;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Gives the turns of a wave that is over their answers, from the results of its job, which are read
 * as a stream. Only a turn that waits in this wave is changed, so that a repeat changes nothing.
 */
@Singleton
final class StoreWave {
    private static final Duration RESERVE = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Jobs jobs;
    private final Bucket bucket;
    private final Conversations conversations;
    private final EndTurn ending;
    private final Scripts scripts;
    private final KeptTexts texts;

    StoreWave(
            Jobs jobs,
            Bucket bucket,
            Conversations conversations,
            EndTurn ending,
            Scripts scripts,
            KeptTexts texts) {
        this.jobs = jobs;
        this.bucket = bucket;
        this.conversations = conversations;
        this.ending = ending;
        this.scripts = scripts;
        this.texts = texts;
    }

    /** Goes on from a cursor, which is a place in the results in bytes. */
    WorkAnswer run(WorkRequest work, Deadline deadline) throws IOException {
        Job job = jobs.require(new JobId(Objects.requireNonNull(work.job())));
        Wave wave = Wave.of(job, bucket);
        OptionalLong size = bucket.size(job.files().results("jsonl"));
        if (size.isEmpty()) {
            giveUp(job, wave);
            return WorkAnswer.DONE;
        }
        long from = work.cursor() == null ? 0 : work.cursor();
        if (from >= size.getAsLong()) {
            return WorkAnswer.DONE;
        }
        try (var lines = new LineReader(open(job, from, size.getAsLong()))) {
            List<JsonNode> some = new ArrayList<>();
            while (lines.next()) {
                some.add(JSON.readTree(lines.buffer(), lines.start(), lines.length()));
                if (some.size() == InParallel.WIDTH) {
                    store(job, wave, some);
                    if (deadline.isWithin(RESERVE)) {
                        return new WorkAnswer(1, from + lines.position() + lines.length() + 1);
                    }
                }
            }
            store(job, wave, some);
        }
        return WorkAnswer.DONE;
    }

    private InputStream open(Job job, long from, long size) {
        return bucket.open(job.files().results("jsonl"), from, size);
    }

    private void store(Job job, Wave wave, List<JsonNode> results) {
        InParallel.each(results, result -> store(job, wave, result));
        results.clear();
    }

    /** Whether a turn got its answer by this. */
    private boolean store(Job job, Wave wave, JsonNode result) {
        OutcomeKind outcome = OutcomeKind.fromWire(result.path("outcome").asText());
        boolean mayYetCome = outcome == OutcomeKind.UNSENT && job.status() == JobStatus.PAUSED;
        Optional<ConversationId> id = ConversationId.find(result.path("id").asText());
        return !mayYetCome && id.isPresent() && end(job, wave, id.get(), outcome, result);
    }

    private boolean end(
            Job job, Wave wave, ConversationId id, OutcomeKind outcome, JsonNode result) {
        Optional<Conversation> conversation = conversations.find(id);
        Optional<Turn> turn = waiting(job, wave, id);
        if (conversation.isEmpty() || turn.isEmpty()) {
            return false;
        }
        String model = conversation.get().model();
        TurnKind kind = scripts.kindOf(conversation.get(), wave.kind());
        String words = words(kind, result);
        boolean isPart = outcome == OutcomeKind.SUCCEEDED;
        return ending.end(
                conversation.get(),
                turn.get(),
                new TurnEnd(
                        TurnStatus.of(outcome),
                        Via.BATCH,
                        words == null
                                ? null
                                : texts.keep(id, "turns/" + wave.turn() + "/reply", words),
                        words != null && isPart ? Dialogue.tokens(model, words) : 0,
                        result.path("code").textValue(),
                        result.path("message").textValue(),
                        null,
                        spending(kind, conversation.get(), turn.get(), result)),
                List.of());
    }

    private Optional<Turn> waiting(Job job, Wave wave, ConversationId id) {
        return conversations
                .turn(id, new TurnId(wave.turn()))
                .filter(turn -> turn.status() == TurnStatus.WAITING)
                .filter(turn -> job.id().value().equals(turn.job()));
    }

    /** The reply as it is kept; null when there is none. */
    private static @Nullable String words(TurnKind kind, JsonNode result) {
        JsonNode value = result.path("result");
        if (value.isMissingNode()) {
            return result.path("text").textValue();
        }
        return kind.task().output() == null
                ? value.path(OutputSchema.FREE_TEXT).asText()
                : value.toString();
    }

    /** What a line came to, at the price of the batch. All was sent that was said before. */
    private static Spending spending(
            TurnKind kind, Conversation conversation, Turn turn, JsonNode result) {
        JsonNode usage = result.path("usage");
        long attempts = result.path("attempts").asLong();
        long whole =
                Dialogue.fixedTokens(kind) + conversation.historyTokens() + turn.promptTokens();
        JsonNode cost = result.path("cost_usd");
        return new Spending(
                TurnTokens.NONE
                        .plusSent(whole * attempts)
                        .withResent(whole)
                        .plus(
                                new Usage(
                                        usage.path("input_tokens").asLong(),
                                        usage.path("cached_input_tokens").asLong(),
                                        usage.path("output_tokens").asLong(),
                                        usage.path("reasoning_tokens").asLong())),
                cost.isTextual() ? new BigDecimal(cost.textValue()) : BigDecimal.ZERO,
                attempts > 0 && !cost.isTextual() ? 1 : 0,
                "answer_lost".equals(result.path("code").asText()) ? 1 : 0);
    }

    /** Ends turns of a job that came to its end before it had results. */
    private void giveUp(Job job, Wave wave) {
        for (String one : wave.conversations()) {
            ConversationId id = new ConversationId(one);
            Optional<Conversation> conversation = conversations.find(id);
            Optional<Turn> turn = waiting(job, wave, id);
            if (conversation.isPresent() && turn.isPresent()) {
                Spending spending = turn.get().spending();
                ending.end(
                        conversation.get(),
                        turn.get(),
                        TurnEnd.failed(null, "not_sent", job.failure(), spending),
                        List.of());
            }
        }
    }
}
