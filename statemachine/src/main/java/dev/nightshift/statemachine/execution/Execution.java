package dev.nightshift.statemachine.execution;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The row of an execution. Its input and output, which may be large, are rows of their own.
 *
 * @param id number of the row, growing with time
 * @param definition hash of the definition it runs by, whatever is deployed later
 * @param origin null unless it is one item of a distributed Map
 * @param deadline when it times out; null: never
 * @param error of a failed execution; may be null even then
 * @param events how many history events there are
 * @param frames how many frames there have been
 * @param children how many branches and items there have been
 * @param variableBytes what the variables of all frames take, in UTF-8
 */
public record Execution(
        long id,
        String arn,
        String name,
        String machineArn,
        String roleArn,
        String definition,
        @Nullable Origin origin,
        ExecutionStatus status,
        Instant startedAt,
        @Nullable Instant stoppedAt,
        @Nullable Instant deadline,
        @Nullable String error,
        @Nullable String cause,
        int events,
        int frames,
        int children,
        long variableBytes) {
    public Execution {
        requireNonNull(arn, "arn");
        requireNonNull(definition, "definition");
        requireNonNull(status, "status");
    }

    /**
     * The item of a distributed Map that an execution works on.
     *
     * @param frame the Map's frame
     * @param attempt which run of the Map's state; an older one's results are dropped
     */
    public record Origin(FrameId frame, int attempt, int index, String mapState, String mapRunArn) {
        public Origin {
            requireNonNull(frame, "frame");
            requireNonNull(mapRunArn, "mapRunArn");
        }
    }

    public boolean running() {
        return status == ExecutionStatus.RUNNING;
    }

    Execution counting(int events, int frames, int children, long variableBytes) {
        return new Execution(
                id,
                arn,
                name,
                machineArn,
                roleArn,
                definition,
                origin,
                status,
                startedAt,
                stoppedAt,
                deadline,
                error,
                cause,
                events,
                frames,
                children,
                variableBytes);
    }

    Execution stopped(
            ExecutionStatus how, Instant at, @Nullable String error, @Nullable String cause) {
        return new Execution(
                id,
                arn,
                name,
                machineArn,
                roleArn,
                definition,
                origin,
                how,
                startedAt,
                at,
                null,
                error,
                cause,
                events,
                frames,
                children,
                variableBytes);
    }
}
