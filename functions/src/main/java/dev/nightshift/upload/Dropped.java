package dev.nightshift.upload;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a key says of an object that was put into the bucket. {@code uploads/qualify/may/leads.csv}
 * is a file for the task {@code qualify}; beside it may lie {@code leads.options.json}, which says
 * what is wanted of its job, and {@code leads.csv.error.txt}, which says why there are no results;
 * those go to {@code results/qualify/may/leads/}.
 */
public sealed interface Dropped {
    String FOLDER = "uploads/";
    String OPTIONS_ENDING = ".options.json";
    String ERROR_ENDING = ".error.txt";

    /** S3 takes 1,024 bytes, and there is to be room for what is put beside it. */
    int LONGEST_KEY = 1_000;

    /** What a key that is ours never has. */
    Pattern UNFIT = Pattern.compile("(?<=/)[.]{1,2}(?=/|$)|\\p{Cc}");

    /** The endings that say what form a file has. */
    Pattern FORM = Pattern.compile("(?i)([.](csv|tsv|txt|json|jsonl|ndjson))?([.]gz)?$");

    /** An object that starts no job, and is not meant to. */
    record Other() implements Dropped {}

    /**
     * An object that was meant to start a job, and cannot.
     *
     * @param why for people
     */
    record Misplaced(String key, String why) implements Dropped {
        /**
         * Where that is said: beside it, its key cut where there is no room, and with _ for what no
         * key of ours has.
         */
        public String errorKey() {
            byte[] bytes = UNFIT.matcher(key).replaceAll("_").getBytes(StandardCharsets.UTF_8);
            int most = Math.min(bytes.length, LONGEST_KEY);
            // Of a character that is cut, nothing is left.
            while (most < bytes.length && (bytes[most] & 0xC0) == 0x80) {
                most--;
            }
            return new String(bytes, 0, most, StandardCharsets.UTF_8) + ERROR_ENDING;
        }
    }

    /**
     * A file that starts a job.
     *
     * @param task the name of its task; there need not be one
     * @param path what follows the task, without the endings that say its form
     */
    record File(String key, String task, String path) implements Dropped {
        /** Its name, for people. */
        public String name() {
            return key.substring(key.lastIndexOf('/') + 1);
        }

        public String optionsKey() {
            return FOLDER + task + "/" + path + OPTIONS_ENDING;
        }

        public String errorKey() {
            return key + ERROR_ENDING;
        }

        /** Where a file of its job is copied to. */
        public String resultsKey(String name) {
            return "results/" + task + "/" + path + "/" + name;
        }
    }

    /** What the key of an object says; of an earlier one that was taken, a {@link File}. */
    static Dropped of(String key) {
        if (!key.startsWith(FOLDER)
                || key.startsWith(Upload.PREFIX)
                || key.endsWith(OPTIONS_ENDING)
                || key.endsWith(ERROR_ENDING)
                || key.endsWith("/")) {
            return new Other();
        }
        String path = key.substring(FOLDER.length());
        int end = path.indexOf('/');
        String wrong = end < 0 ? "it lies in the folder of no task" : wrong(key);
        if (wrong != null) {
            return new Misplaced(
                    key, wrong + "; a file is put there as uploads/TASK/NAME.csv, for example");
        }
        return new File(
                key,
                path.substring(0, end),
                FORM.matcher(path.substring(end + 1)).replaceFirst(""));
    }

    private static @Nullable String wrong(String key) {
        if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            return "its key has more than %,d bytes".formatted(LONGEST_KEY);
        }
        if (key.chars().anyMatch(Character::isISOControl)) {
            return "there is a control character in its key";
        }
        String name = FORM.matcher(key).replaceFirst("");
        return Arrays.stream(name.split("/", -1)).anyMatch(List.of("", ".", "..")::contains)
                ? "a part of its key is empty, . or .."
                : null;
    }
}
