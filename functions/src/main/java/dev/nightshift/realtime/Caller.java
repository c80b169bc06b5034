package dev.nightshift.realtime;

import dev.nightshift.batch.RequestLine;
import dev.nightshift.batch.ResultLine;
import dev.nightshift.batch.ResultLineParser;
import dev.nightshift.openai.OpenAi;
import dev.nightshift.openai.OpenAiException;
import dev.nightshift.openai.OpenAiQuotaException;
import dev.nightshift.openai.OpenAiRejectedException;
import dev.nightshift.openai.OpenAiUnavailableException;
import dev.nightshift.openai.OutcomeUnknownException;
import dev.nightshift.openai.Reply;
import dev.nightshift.pricing.Usage;
import dev.nightshift.task.Endpoint;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends a request until OpenAI has answered it, or has been asked often enough. What may have been
 * paid is never sent again: a connection that breaks while a call is under way ends its request.
 */
final class Caller {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BUSY = 503;
    private static final long FIRST_BACKOFF_MILLIS = 500;
    private static final long LONGEST_BACKOFF_MILLIS = 30_000;

    private final OpenAi openAi;
    private final Throttle throttle;
    private final int calls;
    private final ResultLineParser lines = new ResultLineParser();
    private final AtomicLong slowest = new AtomicLong();

    /**
     * @param openAi which makes each call a single time
     * @param calls of one request at most
     */
    Caller(OpenAi openAi, Throttle throttle, int calls) {
        this.openAi = openAi;
        this.throttle = throttle;
        this.calls = calls;
    }

    /** The longest that a call has taken. */
    Duration slowest() {
        return Duration.ofNanos(slowest.get());
    }

    /**
     * Sends a request, and waits where need be.
     *
     * @throws OpenAiQuotaException when nothing can be paid any more
     * @throws OpenAiRejectedException when every other request would be refused, too
     */
    Ended send(RequestLine request, Admission.Ticket ticket) throws InterruptedException {
        for (int made = 1; ; made++) {
            OptionalLong call = throttle.enter();
            if (call.isEmpty()) {
                return new Ended.Unsent(ticket);
            }
            switch (attempt(request, ticket, call.getAsLong())) {
                case Attempted.Settled(Ended ended) -> {
                    return ended;
                }
                case Attempted.TurnedAway turned -> {
                    if (made >= calls) {
                        return new Ended.Answered(ticket, line(request, turned.why()), 0);
                    }
                    if (!throttle.rest(turned.rest(made))) {
                        return new Ended.Unsent(ticket);
                    }
                }
            }
        }
    }

    /** What one call came to. */
    private sealed interface Attempted {
        /** The request has its line. */
        record Settled(Ended ended) implements Attempted {}

        /**
         * OpenAI did nothing.
         *
         * @param tooFast whether all calls are held back for it, so that this one need not rest
         *     besides
         */
        record TurnedAway(OpenAiUnavailableException why, boolean tooFast) implements Attempted {
            Duration rest(int made) {
                if (tooFast) {
                    return Duration.ZERO;
                }
                Duration own = backoff(made);
                Duration asked = why.retryAfter();
                return asked == null || asked.compareTo(own) < 0 ? own : asked;
            }
        }
    }

    private Attempted attempt(RequestLine request, Admission.Ticket ticket, long call) {
        long begun = System.nanoTime();
        boolean noted = false;
        try {
            Reply reply = ask(request);
            byte[] line = AnswerLines.of(request.customId(), reply);
            throttle.answered(call, reply.rateLimits(), tokens(line), line.length);
            noted = true;
            return settled(ticket, line, 0);
        } catch (OpenAiUnavailableException e) {
            boolean tooFast = e.status() == TOO_MANY_REQUESTS || e.status() == BUSY;
            if (tooFast) {
                throttle.refused(call, e.retryAfter());
                noted = true;
            }
            return new Attempted.TurnedAway(e, tooFast);
        } catch (OutcomeUnknownException e) {
            return settled(ticket, line(request, e), 1);
        } catch (OpenAiRejectedException e) {
            if (concernsAll(e.status())) {
                throw e;
            }
            return settled(ticket, line(request, e), 0);
        } finally {
            slowest.accumulateAndGet(System.nanoTime() - begun, Math::max);
            if (!noted) {
                throttle.ended();
            }
        }
    }

    private static Attempted settled(Admission.Ticket ticket, byte[] line, int uncertain) {
        return new Attempted.Settled(new Ended.Answered(ticket, line, uncertain));
    }

    private Reply ask(RequestLine request) {
        if (request.url().equals(Endpoint.RESPONSES.path())) {
            return openAi.createResponse(request.body());
        }
        if (request.url().equals(Endpoint.CHAT_COMPLETIONS.path())) {
            return openAi.chatCompletion(request.body());
        }
        throw new IllegalArgumentException("nothing is sent to " + request.url());
    }

    /**
     * Whether such a refusal is about the key, the address or the model, and not about a record.
     */
    private static boolean concernsAll(int status) {
        return status < 400 || status == 401 || status == 403 || status == 404;
    }

    private long tokens(byte[] line) {
        return lines.parse(line, 0, line.length) instanceof ResultLine.Reply reply
                ? sum(reply.usage())
                : 0;
    }

    private static long sum(Usage usage) {
        return usage.inputTokens() + usage.outputTokens();
    }

    private static byte[] line(RequestLine request, OpenAiException e) {
        if (e.status() > 0) {
            return AnswerLines.of(request.customId(), e.error());
        }
        return e instanceof OutcomeUnknownException
                ? AnswerLines.failure(
                        request.customId(),
                        AnswerLines.LOST,
                        "the connection broke before the answer came; it may have been paid")
                : AnswerLines.failure(
                        request.customId(), AnswerLines.UNREACHABLE, "OpenAI was not reached");
    }

    private static Duration backoff(int made) {
        long longest =
                Math.min(FIRST_BACKOFF_MILLIS << Math.min(made - 1, 10), LONGEST_BACKOFF_MILLIS);
        return Duration.ofMillis(longest - ThreadLocalRandom.current().nextLong(longest / 4 + 1));
    }
}
