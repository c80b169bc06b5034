package dev.nightshift.statemachine.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import dev.nightshift.statemachine.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The functions that Step Functions has beside JSONata's own, and the clock. */
final class Functions {
    private static final Set<String> HASHES =
            Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

    private Functions() {}

    static void bindTo(Jsonata.Frame frame, Instant now) {
        bind(frame, "partition", Functions::partition);
        bind(frame, "range", Functions::range);
        bind(frame, "hash", Functions::hash);
        bind(frame, "random", Functions::random);
        bind(frame, "uuid", arguments -> UUID.randomUUID().toString());
        bind(frame, "parse", Functions::parse);
        bind(frame, "millis", arguments -> now.toEpochMilli());
        bind(frame, "now", arguments -> now(now, arguments));
        bind(
                frame,
                "eval",
                arguments -> {
                    throw new JException("$eval is not supported; use $parse for JSON", -1);
                });
    }

    private interface Body {
        @Nullable Object call(List<?> arguments);
    }

    private static void bind(Jsonata.Frame frame, String name, Body body) {
        frame.bind(
                name,
                new Jsonata.JFunction((input, arguments) -> body.call((List<?>) arguments), null));
    }

    /** $partition(array, size): slices of at most {@code size} elements. */
    private static @Nullable Object partition(List<?> arguments) {
        if (argument(arguments, 0) == null) {
            return null;
        }
        List<?> array =
                argument(arguments, 0) instanceof List<?> list
                        ? list
                        : List.of(required(arguments, 0, "$partition"));
        long size = number(arguments, 1, "$partition").longValue();
        if (size < 1) {
            throw new JException("$partition: the size must be at least 1, was " + size, -1);
        }
        List<Object> parts = new ArrayList<>();
        int step = (int) Math.min(size, array.size());
        for (int from = 0; from < array.size(); from += step) {
            parts.add(new ArrayList<>(array.subList(from, Math.min(array.size(), from + step))));
        }
        return parts;
    }

    /** $range(first, last, step): both ends included. */
    private static Object range(List<?> arguments) {
        long first = number(arguments, 0, "$range").longValue();
        long last = number(arguments, 1, "$range").longValue();
        long step = number(arguments, 2, "$range").longValue();
        double steps = ((double) last - first) / step; // as whole numbers, it could overflow
        if (step == 0 || steps >= 1_000) {
            throw new JException("$range: between 1 and 1000 values", -1);
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i <= steps; i++) {
            values.add(first + i * step);
        }
        return values;
    }

    private static Object hash(List<?> arguments) {
        String algorithm = required(arguments, 1, "$hash").toString();
        if (!HASHES.contains(algorithm)) {
            throw new JException("$hash: unknown algorithm " + algorithm, -1);
        }
        try {
            byte[] data =
                    required(arguments, 0, "$hash").toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(data));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** $random(seed): from 0 to below 1; the same seed gives the same number. */
    private static Object random(List<?> arguments) {
        return argument(arguments, 0) == null
                ? ThreadLocalRandom.current().nextDouble()
                : new Random(number(arguments, 0, "$random").longValue()).nextDouble();
    }

    private static @Nullable Object parse(List<?> arguments) {
        try {
            return Json.toJava(Json.parse(required(arguments, 0, "$parse").toString()));
        } catch (IllegalArgumentException e) {
            throw new JException("$parse: " + e.getMessage(), -1);
        }
    }

    private static Object now(Instant now, List<?> arguments) {
        return com.dashjoin.jsonata.Functions.dateTimeFromMillis(
                now.toEpochMilli(), text(arguments, 0), text(arguments, 1));
    }

    private static @Nullable String text(List<?> arguments, int index) {
        return argument(arguments, index) instanceof String text ? text : null;
    }

    private static Number number(List<?> arguments, int index, String function) {
        if (required(arguments, index, function) instanceof Number number) {
            return number;
        }
        throw new JException(function + ": argument " + (index + 1) + " must be a number", -1);
    }

    private static Object required(List<?> arguments, int index, String function) {
        Object value = argument(arguments, index);
        if (value == null) {
            throw new JException(function + ": argument " + (index + 1) + " is missing", -1);
        }
        return value;
    }

    private static @Nullable Object argument(List<?> arguments, int index) {
        return index < arguments.size() ? arguments.get(index) : null;
    }
}
