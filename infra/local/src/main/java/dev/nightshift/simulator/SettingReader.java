package dev.nightshift.simulator;

import dev.nightshift.simulator.batch.BatchFaults;
import dev.nightshift.simulator.batch.BatchSettings;
import dev.nightshift.simulator.batch.LineFaults;
import dev.nightshift.simulator.file.FileLimits;
import dev.nightshift.simulator.http.Endpoint;
import dev.nightshift.simulator.http.HttpFault;
import dev.nightshift.simulator.model.ModelSettings;
import dev.nightshift.simulator.model.ReplyFault;
import dev.nightshift.simulator.webhook.WebhookFaults;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The names of all settings, each with its type and the place of its default. */
final class SettingReader {
    private static final Function<String, Duration> TIME = SettingKeys::duration;
    private static final Function<String, Double> RATE = SettingKeys::rate;
    private static final Function<String, Integer> COUNT = Integer::valueOf;
    private static final Function<String, Long> BIG = Long::valueOf;

    private final SettingKeys keys;

    SettingReader(SettingKeys keys) {
        this.keys = keys;
    }

    FileLimits files() {
        FileLimits standard = FileLimits.OPENAI;
        return new FileLimits(
                keys.get("file.any-bytes", standard.anyBytes(), BIG),
                keys.get("file.batch-bytes", standard.batchBytes(), BIG));
    }

    BatchSettings batch() {
        BatchSettings standard = BatchSettings.STANDARD;
        Map<String, Long> limits = new HashMap<>();
        for (String model : keys.after("batch.enqueued-tokens.")) {
            limits.put(model, keys.get("batch.enqueued-tokens." + model, 0L, BIG));
        }
        return new BatchSettings(
                keys.get("batch.validating", standard.validating(), TIME),
                keys.get("batch.per-request", standard.perRequest(), TIME),
                keys.get("batch.parallelism", standard.parallelism(), COUNT),
                keys.find("batch.running", TIME),
                keys.get("batch.finalizing", standard.finalizing(), TIME),
                keys.get("batch.cancelling", standard.cancelling(), TIME),
                keys.get("batch.enqueued-tokens", standard.enqueuedTokens(), BIG),
                limits,
                keys.get("batch.most-requests", standard.mostRequests(), COUNT),
                keys.get("batch.creations-per-hour", standard.creationsPerHour(), COUNT));
    }

    ModelSettings model() {
        ModelSettings standard = ModelSettings.STANDARD;
        Map<ReplyFault, Double> faults = new EnumMap<>(ReplyFault.class);
        for (ReplyFault fault : ReplyFault.values()) {
            faults.put(fault, keys.get("fault.reply." + fault.wireName(), 0.0, RATE));
        }
        return new ModelSettings(
                keys.get("model.names", standard.names(), SettingKeys::words),
                keys.get("model.reply-bytes", standard.replyBytes(), COUNT),
                keys.get("model.reasoning-tokens", standard.reasoningTokens(), COUNT),
                keys.get("model.latency", standard.latency(), TIME),
                keys.get("model.requests-per-minute", standard.requestsPerMinute(), COUNT),
                keys.get("model.tokens-per-minute", standard.tokensPerMinute(), COUNT),
                faults);
    }

    BatchFaults batchFaults() {
        BatchFaults standard = BatchFaults.NONE;
        return new BatchFaults(
                keys.get("fault.first-batches", standard.firstBatches(), COUNT),
                keys.get("fault.batch.expired", standard.expired(), RATE),
                keys.get("fault.batch.expired-finished", standard.expiredFinished(), RATE),
                keys.get("fault.batch.slow", standard.slow(), RATE),
                keys.get("fault.batch.slow-factor", standard.slowFactor(), Double::valueOf),
                keys.get("fault.batch.all-failed", standard.allFailed(), RATE),
                keys.get("fault.batch.queue-full", standard.queueFull(), RATE),
                keys.get("fault.batch.refused-lines", standard.refusedLines(), RATE),
                keys.get("fault.batch.file-not-found", standard.fileNotFound(), RATE),
                keys.get("fault.batch.blank-error-file-id", standard.blankErrorFileId(), RATE),
                keys.get("fault.batch.output-id-late", standard.outputIdLate(), TIME));
    }

    LineFaults lineFaults() {
        Map<Integer, Double> statuses = new TreeMap<>();
        for (String status : keys.after("fault.line.status.")) {
            if (status.matches("[45]\\d\\d")) {
                String key = "fault.line.status." + status;
                statuses.put(Integer.valueOf(status), keys.get(key, 0.0, RATE));
            }
        }
        Map<LineFaults.Blemish, Double> blemishes = new EnumMap<>(LineFaults.Blemish.class);
        for (LineFaults.Blemish blemish : LineFaults.Blemish.values()) {
            if (blemish != LineFaults.Blemish.WHOLE) {
                String key = "fault.line." + blemish.wireName();
                blemishes.put(blemish, keys.get(key, 0.0, RATE));
            }
        }
        return new LineFaults(statuses, blemishes);
    }

    WebhookFaults webhookFaults() {
        WebhookFaults standard = WebhookFaults.NONE;
        return new WebhookFaults(
                keys.get("fault.webhook.lost", standard.lost(), RATE),
                keys.get("fault.webhook.doubled", standard.doubled(), RATE),
                keys.get("fault.webhook.delay", standard.delay(), TIME));
    }

    HttpFault http(Endpoint endpoint) {
        HttpFault standard = HttpFault.NONE;
        String prefix = "fault.http." + endpoint.wireName() + ".";
        return new HttpFault(
                keys.get(prefix + "status", standard.status(), COUNT),
                keys.get(prefix + "status-rate", standard.statusRate(), RATE),
                keys.find(prefix + "code", Function.identity()),
                keys.find(prefix + "retry-after", TIME),
                keys.get(prefix + "drop-before-rate", standard.dropBeforeRate(), RATE),
                keys.get(prefix + "drop-after-rate", standard.dropAfterRate(), RATE),
                keys.get(prefix + "delay", standard.delay(), TIME),
                keys.get(prefix + "delay-rate", standard.delayRate(), RATE),
                keys.get(prefix + "late", standard.late(), TIME),
                keys.get(prefix + "first-calls", standard.firstCalls(), BIG));
    }
}
