package dev.nightshift.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/**
 * What became of a job's results in the table that it serves.
 *
 * @param stored records that are marked, with their result where they have one
 * @param open records that stay due, as their outcome is not final
 * @param passedOver records that are gone, have changed since they were read, or are another's
 * @param refused records that are marked, but whose result the table did not take
 * @param failure why the table could not be written any further; null where it could
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Delivery(
        long stored, long open, long passedOver, long refused, @Nullable String failure) {
    public static final Delivery NOTHING = new Delivery(0, 0, 0, 0, null);

    /** What became of one record. */
    public enum Fate {
        STORED,
        OPEN,
        PASSED_OVER,
        REFUSED
    }

    public Delivery plus(Fate fate) {
        return switch (fate) {
            case STORED -> new Delivery(stored + 1, open, passedOver, refused, failure);
            case OPEN -> new Delivery(stored, open + 1, passedOver, refused, failure);
            case PASSED_OVER -> new Delivery(stored, open, passedOver + 1, refused, failure);
            case REFUSED -> new Delivery(stored, open, passedOver, refused + 1, failure);
        };
    }

    public Delivery failed(@Nullable String why) {
        return new Delivery(stored, open, passedOver, refused, why);
    }
}
