package dev.nightshift.openai;

import io.micronaut.core.type.Argument;
import io.micronaut.serde.Decoder;
import io.micronaut.serde.Deserializer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * An instant as APIs of OpenAI's shape write it: seconds since 1970 as a number or as digits, or
 * ISO 8601 with a zone. Anything else is null, and so is zero, which some write for none: no
 * instant here is worth losing the rest for.
 */
@Singleton
final class LenientInstant implements Deserializer<Instant> {
    /** In the year 33658: what is later is no time in seconds. */
    private static final BigDecimal LAST = new BigDecimal("1e12");

    @Override
    public @Nullable Instant deserialize(
            Decoder decoder, DecoderContext context, Argument<? super Instant> type)
            throws IOException {
        return of(decoder.decodeArbitrary());
    }

    @Override
    public @Nullable Instant deserializeNullable(
            Decoder decoder, DecoderContext context, Argument<? super Instant> type)
            throws IOException {
        return deserialize(decoder, context, type);
    }

    static @Nullable Instant of(@Nullable Object value) {
        return switch (value) {
            case Number seconds -> ofSeconds(seconds.toString());
            case String text when text.contains("T") -> ofIso(text.strip());
            case String text -> ofSeconds(text.strip());
            case null, default -> null;
        };
    }

    private static @Nullable Instant ofSeconds(String text) {
        try {
            BigDecimal seconds = new BigDecimal(text);
            return seconds.signum() > 0 && seconds.compareTo(LAST) < 0
                    ? Instant.ofEpochSecond(seconds.longValue())
                    : null;
        } catch (NumberFormatException notAnInstant) {
            return null;
        }
    }

    private static @Nullable Instant ofIso(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notAnInstant) {
            return null;
        }
    }
}
