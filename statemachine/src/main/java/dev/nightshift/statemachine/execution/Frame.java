package dev.nightshift.statemachine.execution;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of control: an execution has a root frame, and one more for each branch or inline item
 * under way. The row is everything there is of it; no thread and no object waits for it.
 *
 * @param parent number of the frame whose Parallel or Map this belongs to; null for the root
 * @param index of the branch or item
 * @param item of an inline Map, as it is before the ItemSelector; null outside of one
 * @param variables assigned here; those of the parents are read from their rows
 * @param visit null until the state has been entered
 * @param attempt grows with every attempt of every state, so that a late answer finds no match
 * @param lastEvent number of the event that the next one follows
 */
public record Frame(
        FrameId id,
        @Nullable Integer parent,
        int index,
        @Nullable JsonNode item,
        String state,
        Phase phase,
        JsonNode input,
        Map<String, JsonNode> variables,
        @Nullable Visit visit,
        int attempt,
        int lastEvent) {
    public Frame {
        requireNonNull(id, "id");
        requireNonNull(state, "state");
        requireNonNull(phase, "phase");
        requireNonNull(input, "input");
        variables = Map.copyOf(variables);
    }

    /**
     * One stay in a state, retries included.
     *
     * @param event number of the StateEntered event
     * @param retries of the state so far, by all retriers
     * @param used retries by each retrier, in the order of the definition
     */
    public record Visit(Instant at, int event, int retries, List<Integer> used) {
        public Visit {
            requireNonNull(at, "at");
            used = List.copyOf(used);
        }

        int usedBy(int retrier) {
            return retrier < used.size() ? used.get(retrier) : 0;
        }

        Visit retriedBy(int retrier) {
            List<Integer> counts = new ArrayList<>(used);
            counts.addAll(Collections.nCopies(Math.max(0, retrier + 1 - used.size()), 0));
            counts.set(retrier, counts.get(retrier) + 1);
            return new Visit(at, event, retries + 1, counts);
        }
    }

    FrameId parentId() {
        return new FrameId(id.execution(), requireNonNull(parent, "a root frame has no parent"));
    }

    Frame in(Phase phase) {
        return new Frame(
                id, parent, index, item, state, phase, input, variables, visit, attempt, lastEvent);
    }

    Frame visiting(Visit visit) {
        return new Frame(
                id, parent, index, item, state, phase, input, variables, visit, attempt, lastEvent);
    }

    Frame nextAttempt() {
        return new Frame(
                id,
                parent,
                index,
                item,
                state,
                phase,
                input,
                variables,
                visit,
                attempt + 1,
                lastEvent);
    }

    Frame after(int event) {
        return new Frame(
                id, parent, index, item, state, phase, input, variables, visit, attempt, event);
    }

    Frame movedTo(String state, JsonNode input, Map<String, JsonNode> variables) {
        return new Frame(
                id,
                parent,
                index,
                item,
                state,
                new Phase.Ready(),
                input,
                variables,
                null,
                attempt,
                lastEvent);
    }
}
