package dev.nightshift.simulator.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.simulator.file.FileStore;
import dev.nightshift.simulator.http.Json;
import dev.nightshift.simulator.model.Ask;
import dev.nightshift.simulator.model.Dialect;
import dev.nightshift.simulator.model.Model;
import dev.nightshift.simulator.model.ReplyFault;
import dev.nightshift.simulator.model.Stamp;
import dev.nightshift.simulator.model.Usage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of one batch, in the order in which they finish, into its two files. A
 * request at a time is in memory.
 */
final class Execution {
    private static final String EXPIRED =
            "This request could not be executed before the completion window expired.";

    private final Dialect dialect;
    private final Model model;
    private final Fate.Judge judge;
    private final Luck luck;
    private final long created;
    private Usage usage = Usage.NONE;
    private int completed;
    private int failed;

    /**
     * Prepares it.
     *
     * @param created Unix seconds that answers carry
     */
    Execution(Dialect dialect, Model model, Fate.Judge judge, Luck luck, long created) {
        this.dialect = dialect;
        this.model = model;
        this.judge = judge;
        this.luck = luck;
        this.created = created;
    }

    /**
     * Writes both files.
     *
     * @param answered how many of the requests are answered
     * @param total how many there are; those unanswered are reported when {@code expired}
     * @param lifetime seconds of the files that are made
     */
    Results run(
            Path input,
            Lines lines,
            int answered,
            int total,
            boolean expired,
            FileStore files,
            String name,
            long lifetime)
            throws IOException {
        try (FileChannel in = FileChannel.open(input);
                ResultFile output = new ResultFile(files.draft());
                ResultFile errors = new ResultFile(files.draft())) {
            for (int place = 0; place < answered; place++) {
                int line = lines.at(place);
                answer(line, lines.read(in, line), output, errors);
            }
            for (int place = answered; expired && place < total; place++) {
                int line = lines.at(place);
                errors.add(bytes(expired(line, Json.MAPPER.readTree(lines.read(in, line)))));
            }
            String outputId = output.commit(files, name + "_output.jsonl", lifetime);
            String errorId = errors.commit(files, name + "_error.jsonl", lifetime);
            return new Results(outputId, errorId, completed, failed, usage, 0);
        }
    }

    private void answer(int line, byte[] bytes, ResultFile output, ResultFile errors)
            throws IOException {
        var request = Json.MAPPER.readTree(bytes);
        String customId = request.path("custom_id").asText();
        Ask ask = dialect.read((ObjectNode) request.path("body"));
        SplittableRandom random = ids(line);
        switch (judge.of(ask, line)) {
            case Fate.Failed(int status, ObjectNode body) -> {
                failed++;
                errors.add(bytes(line(random, customId, status, body)));
            }
            case Fate.Answered(var past) -> {
                completed++;
                Stamp stamp = Stamp.of(random, created);
                Model.Answered answered = model.answer(ask, past, fault(line), stamp);
                usage = usage.plus(answered.usage());
                blemished(line, customId, line(random, customId, 200, answered.body()), output);
            }
        }
    }

    private Optional<ReplyFault> fault(int line) {
        return luck.spoilsReplies()
                ? model.settings().fault(luck.chance(), line)
                : Optional.empty();
    }

    private void blemished(int line, String customId, ObjectNode whole, ResultFile output)
            throws IOException {
        switch (luck.lineFaults().blemish(luck.chance(), line)) {
            case WHOLE -> output.add(bytes(whole));
            case MISSING -> {}
            case MALFORMED -> {
                byte[] bytes = bytes(whole);
                output.add(Arrays.copyOf(bytes, bytes.length / 2));
            }
            case DUPLICATED -> {
                output.add(bytes(whole));
                output.add(bytes(whole));
            }
            case UNKNOWN_ID -> output.add(bytes(whole.put("custom_id", "unknown-" + customId)));
            case EMPTY_BODY -> {
                ((ObjectNode) whole.path("response")).putObject("body");
                output.add(bytes(whole));
            }
        }
    }

    private ObjectNode expired(int line, JsonNode request) {
        ObjectNode json = line(ids(line), request.path("custom_id").asText());
        json.putNull("response");
        json.putObject("error").put("code", "batch_expired").put("message", EXPIRED);
        return json;
    }

    private static ObjectNode line(
            SplittableRandom random, String customId, int status, @Nullable ObjectNode body) {
        ObjectNode json = line(random, customId);
        json.putObject("response")
                .put("status_code", status)
                .put("request_id", new UUID(random.nextLong(), random.nextLong()).toString())
                .set("body", body);
        return json.putNull("error");
    }

    private static ObjectNode line(SplittableRandom random, String customId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", "batch_req_" + Stamp.hex(random))
                .put("custom_id", customId);
    }

    private SplittableRandom ids(int line) {
        return luck.chance().of("ids").of(line).numbers();
    }

    private static byte[] bytes(ObjectNode json) throws IOException {
        return Json.MAPPER.writeValueAsBytes(json);
    }
}
