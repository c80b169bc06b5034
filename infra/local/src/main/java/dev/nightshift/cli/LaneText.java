package dev.nightshift.cli;

import dev.nightshift.job.LaneReason;
import dev.nightshift.pricing.Lane;
import org.jspecify.annotations.Nullable;

/** Which lane is taken and why, as people read it. */
final class LaneText {
    private LaneText() {}

    static String of(Lane lane, @Nullable LaneReason reason) {
        String how =
                switch (lane) {
                    case BATCH -> "in batches";
                    case REALTIME -> "in real time";
                };
        return switch (reason) {
            case HANDFUL -> how + ", for they are few; --lane batch costs half";
            case DEADLINE -> how + ", for the deadline leaves no time for a batch";
            case SIZE, WISH -> how;
            case null -> how;
        };
    }
}
