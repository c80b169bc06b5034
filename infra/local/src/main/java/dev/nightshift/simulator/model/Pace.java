package dev.nightshift.simulator.model;

import dev.nightshift.simulator.http.Answer;
import dev.nightshift.simulator.http.ApiError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many requests and tokens a model takes in a minute. What was used comes back evenly over the
 * minute.
 *
 * @see <a href="https://platform.openai.com/docs/guides/rate-limits">OpenAI's guide, Rate
 *     limits</a>
 */
final class Pace {
    private static final double MILLIS_PER_MINUTE = 60_000;

    private final ModelSettings settings;
    private final InstantSource time;
    private final Map<String, Left> left = new ConcurrentHashMap<>();

    Pace(ModelSettings settings, InstantSource time) {
        this.settings = settings;
        this.time = time;
    }

    /** What is left for a model at an instant; below 0 when the call does not fit any more. */
    record Left(double requests, double tokens, Instant at) {
        boolean enough() {
            return requests >= 0 && tokens >= 0;
        }
    }

    /** Takes one request from what a model has left; nothing is taken when there is not enough. */
    Left take(String model, long tokens) {
        Instant now = time.instant();
        Left[] wanted = new Left[1];
        left.compute(
                model,
                (_, before) -> {
                    Left full =
                            new Left(settings.requestsPerMinute(), settings.tokensPerMinute(), now);
                    Left grown = before == null ? full : grow(before, now);
                    wanted[0] = new Left(grown.requests - 1, grown.tokens - tokens, now);
                    return wanted[0].enough() ? wanted[0] : grown;
                });
        return wanted[0];
    }

    /** The refusal when there is not enough left. */
    Answer refusal(String model, Left left) {
        String kind = left.requests() < 0 ? "requests" : "tokens";
        Answer answer =
                Answer.refused(
                        429,
                        new ApiError(
                                "Rate limit reached for %s on %s per min. Please try again later."
                                        .formatted(model, kind),
                                kind,
                                null,
                                "rate_limit_exceeded"));
        long millis = Math.max(resetRequests(left).toMillis(), resetTokens(left).toMillis());
        return with(left, answer)
                .with("retry-after-ms", Long.toString(millis))
                .with("retry-after", Long.toString(Math.ceilDiv(millis, 1000L)));
    }

    /** An answer with the six headers about pace. */
    Answer with(Left left, Answer answer) {
        return answer.with("x-ratelimit-limit-requests", "" + settings.requestsPerMinute())
                .with("x-ratelimit-limit-tokens", "" + settings.tokensPerMinute())
                .with("x-ratelimit-remaining-requests", "" + (long) Math.max(0, left.requests))
                .with("x-ratelimit-remaining-tokens", "" + (long) Math.max(0, left.tokens))
                .with("x-ratelimit-reset-requests", goStyle(resetRequests(left)))
                .with("x-ratelimit-reset-tokens", goStyle(resetTokens(left)));
    }

    private Left grow(Left before, Instant now) {
        double minutes =
                Math.max(0, Duration.between(before.at, now).toMillis()) / MILLIS_PER_MINUTE;
        int requests = settings.requestsPerMinute();
        int tokens = settings.tokensPerMinute();
        return new Left(
                Math.min(requests, before.requests + minutes * requests),
                Math.min(tokens, before.tokens + minutes * tokens),
                now);
    }

    private Duration resetRequests(Left left) {
        return until(settings.requestsPerMinute(), left.requests);
    }

    private Duration resetTokens(Left left) {
        return until(settings.tokensPerMinute(), left.tokens);
    }

    /** How long until all is there again. */
    private static Duration until(int perMinute, double left) {
        return Duration.ofMillis(
                (long) Math.ceil((perMinute - left) / perMinute * MILLIS_PER_MINUTE));
    }

    /** Such as {@code 1m12s}, {@code 1.5s} or {@code 20ms}. */
    private static String goStyle(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + "ms";
        }
        String minutes = duration.toMinutes() == 0 ? "" : duration.toMinutes() + "m";
        long rest = duration.toMillisPart();
        return minutes
                + duration.toSecondsPart()
                + (rest == 0 ? "" : ".%03d".formatted(rest))
                + "s";
    }
}
