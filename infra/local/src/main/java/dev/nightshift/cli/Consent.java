package dev.nightshift.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;

/** Asks whether money may be spent. */
final class Consent {
    private Consent() {}

    /**
     * Shows the estimate, and returns when the user agrees to it.
     *
     * @param isAgreed whether they did so beforehand
     * @throws CommandException when they do not, or cannot be asked
     */
    static void to(List<String> estimate, boolean isAgreed, Shell shell) {
        shell.out().println("This job goes to OpenAI and costs money. Estimate:");
        estimate.forEach(shell.out()::println);
        require(isAgreed, shell);
    }

    /**
     * Shows in a sentence what it is about, and returns when the user agrees to it.
     *
     * @param isAgreed whether they did so beforehand
     * @throws CommandException when they do not, or cannot be asked
     */
    static void to(String what, boolean isAgreed, Shell shell) {
        shell.out().println(what);
        require(isAgreed, shell);
    }

    private static void require(boolean isAgreed, Shell shell) {
        shell.out().flush();
        if (isAgreed) {
            return;
        }
        if (!shell.isTerminal()) {
            throw CommandException.wrong("nothing was sent; add --yes to agree to the estimate");
        }
        shell.out().print("Go on? [y/N] ");
        shell.out().flush();
        if (!isYes(answer(shell))) {
            throw CommandException.wrong("nothing was sent");
        }
    }

    private static boolean isYes(String answer) {
        String word = answer.strip().toLowerCase(Locale.ROOT);
        return word.equals("y") || word.equals("yes");
    }

    private static String answer(Shell shell) {
        try {
            String line =
                    new BufferedReader(new InputStreamReader(shell.in(), Charset.defaultCharset()))
                            .readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }
}
