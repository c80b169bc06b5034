package dev.nightshift.text;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Brings a text into one form. The same text always comes to the same, and what is in its form
 * stays so; {@link #HTML} alone may find tags in what it wrote.
 */
public enum Normaliser {
    /** A page as text: no scripts, a line for each block. */
    HTML("html", "") {
        @Override
        Optional<String> read(String text) {
            return Optional.of(HtmlText.of(text));
        }
    },
    /** Runs of white space become one blank, or one or two line feeds where there were some. */
    SPACES("spaces", "") {
        @Override
        Optional<String> read(String text) {
            return Optional.of(Spaces.of(text));
        }
    },
    LOWER("lower", "") {
        @Override
        Optional<String> read(String text) {
            return Optional.of(text.toLowerCase(Locale.ROOT));
        }
    },
    TRIM("trim", "") {
        @Override
        Optional<String> read(String text) {
            return Optional.of(text.strip());
        }
    },
    /** {@code 2019-03}, {@code 2019} where no month is said, {@code present}. */
    MONTH("month", "a month") {
        @Override
        Optional<String> read(String text) {
            return CalendarText.month(text);
        }
    },
    /** {@code 2019-03-15}. */
    DATE("date", "a date") {
        @Override
        Optional<String> read(String text) {
            return CalendarText.date(text);
        }
    },
    /** An address in lower case, without what stands around it. */
    EMAIL("email", "an e-mail address") {
        @Override
        Optional<String> read(String text) {
            String address = text.strip().toLowerCase(Locale.ROOT).replaceFirst("^mailto:", "");
            return Optional.of(address).filter(one -> ADDRESS.matcher(one).matches());
        }
    },
    /** An address of the web with its scheme, the host in lower case. */
    URL("url", "an address of the web") {
        @Override
        Optional<String> read(String text) {
            String address = text.strip();
            return Normaliser.url(address.contains("://") ? address : "https://" + address);
        }
    };

    private static final int LONGEST_ADDRESS = 2_000;
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s@<>,;\"]{1,64}@[^\\s@<>,;\"]{1,250}\\.[\\p{L}\\p{N}]{2,24}");
    private static final Pattern HOST =
            Pattern.compile("[\\p{L}\\p{N}_-]+(?:\\.[\\p{L}\\p{N}_-]+)*\\.[\\p{L}\\p{N}-]{2,24}");

    private final String wire;
    private final String form;

    Normaliser(String wire, String form) {
        this.wire = wire;
        this.form = form;
    }

    /** The form of a text that is not blank; empty when it has no such form. */
    abstract Optional<String> read(String text);

    /** A text in this form; empty when it has none. What is blank stays as it is. */
    public Optional<String> of(String text) {
        return text.isBlank() ? Optional.of(text) : read(text);
    }

    /** What it makes of texts, as in "is no month"; empty where every text has a form. */
    public String form() {
        return form;
    }

    /** Its name in task files. */
    public String wire() {
        return wire;
    }

    /** The one of this name. */
    public static Optional<Normaliser> find(String wire) {
        return Arrays.stream(values()).filter(one -> one.wire.equals(wire)).findFirst();
    }

    /** All names, for messages. */
    public static String names() {
        return Arrays.stream(values()).map(Normaliser::wire).collect(Collectors.joining(", "));
    }

    private static Optional<String> url(String text) {
        if (text.length() > LONGEST_ADDRESS) {
            return Optional.empty();
        }
        URI address;
        try {
            address = URI.create(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        String host = address.getRawAuthority();
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (host == null
                || !scheme.startsWith("http")
                || !HOST.matcher(host.replaceFirst(":\\d+$", "")).matches()) {
            return Optional.empty();
        }
        String path = "/".equals(address.getRawPath()) ? "" : address.getRawPath();
        return Optional.of(
                scheme
                        + "://"
                        + host.toLowerCase(Locale.ROOT)
                        + path
                        + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery())
                        + (address.getRawFragment() == null ? "" : "#" + address.getRawFragment()));
    }
}
