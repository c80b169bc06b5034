package dev.nightshift.cli;

/** Words of others, of models above all, without what would steer a terminal. */
final class Printable {
    private Printable() {}

    /** With its line ends. */
    static String text(String foreign) {
        return foreign.replaceAll("\\R", "\n")
                .replaceAll("[\\p{Cntrl}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}&&[^\n\t]]", "");
    }

    /** In one line. */
    static String line(String foreign) {
        return text(foreign).replaceAll("\\s+", " ").strip();
    }
}
