package dev.nightshift.simulator.http;

import dev.nightshift.simulator.chance.Chance;
import dev.nightshift.time.Timeline;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Lets calls go wrong as the settings say, each by the number it has at its endpoint. */
final class Faults {
    private final Map<Endpoint, HttpFault> faults;
    private final Chance chance;
    private final Timeline time;

    Faults(Map<Endpoint, HttpFault> faults, Chance chance, Timeline time) {
        this.faults = Map.copyOf(faults);
        this.chance = chance.of("http");
        this.time = time;
    }

    /** What the call does when nothing goes wrong. */
    @FunctionalInterface
    interface Effect {
        Answer take(Duration late) throws IOException;
    }

    /** The answer to the {@code number}th call, counted from 1, of an endpoint. */
    Answer answer(Endpoint endpoint, long number, Effect effect) throws IOException {
        HttpFault fault = faults.getOrDefault(endpoint, HttpFault.NONE);
        if (number > fault.firstCalls()) {
            return effect.take(Duration.ZERO);
        }
        Chance own = chance.of(endpoint.wireName());
        if (own.happens(fault.delayRate(), "delay", number)) {
            Pause.of(fault.delay(), time);
        }
        if (own.happens(fault.dropBeforeRate(), "drop-before", number)) {
            return new Answer.Dropped();
        }
        if (own.happens(fault.statusRate(), "status", number)) {
            return fault.refusal();
        }
        Answer answer = effect.take(fault.late());
        return own.happens(fault.dropAfterRate(), "drop-after", number)
                ? new Answer.Dropped()
                : answer;
    }
}
