package dev.nightshift.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Asks whether money may be spent, or a job be removed. */
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

    /**
     * Returns when the user, who has seen what a sample came to, agrees to the rest.
     *
     * @param isAgreed whether they did so beforehand
     * @throws CommandException when they do not, or cannot be asked
     */
    static void toTheRest(boolean isAgreed, Shell shell) {
        shell.out().flush();
        if (isAgreed) {
            return;
        }
        if (!shell.isTerminal()) {
            throw new CommandException(
                    ExitCode.SAMPLED, "stopped after the sample; add --yes to go on with the rest");
        }
        if (!isAgreedNow(shell)) {
            throw new CommandException(ExitCode.SAMPLED, "stopped after the sample");
        }
    }

    /**
     * Returns when the user agrees that something goes for good.
     *
     * @param what in a sentence
     * @param isAgreed whether they did so beforehand
     * @throws CommandException when they do not, or cannot be asked
     */
    static void toRemoving(String what, boolean isAgreed, Shell shell) {
        if (!isAgreed) {
            shell.out().println(what);
        }
        require(isAgreed, "nothing was removed", "it", shell);
    }

    /**
     * Returns when the user agrees that something is deployed.
     *
     * @param what in a sentence
     * @param isAgreed whether they did so beforehand
     * @throws CommandException when they do not, or cannot be asked
     */
    static void toDeploying(String what, boolean isAgreed, Shell shell) {
        shell.out().println(what);
        require(isAgreed, "nothing was deployed", "it", shell);
    }

    private static void require(boolean isAgreed, Shell shell) {
        require(isAgreed, "nothing was sent", "the estimate", shell);
    }

    private static void require(boolean isAgreed, String refusal, String what, Shell shell) {
        shell.out().flush();
        if (isAgreed) {
            return;
        }
        if (!shell.isTerminal()) {
            throw CommandException.wrong("%s; add --yes to agree to %s".formatted(refusal, what));
        }
        if (!isAgreedNow(shell)) {
            throw CommandException.wrong(refusal);
        }
    }

    private static boolean isAgreedNow(Shell shell) {
        shell.out().print("Go on? [y/N] ");
        shell.out().flush();
        return isYes(answer(shell));
    }

    private static boolean isYes(String answer) {
        String word = answer.strip().toLowerCase(Locale.ROOT);
        return word.equals("y") || word.equals("yes");
    }

    /** One line and not a byte more, for there may be a second question. */
    private static String answer(Shell shell) {
        var line = new StringBuilder();
        try {
            for (int next = shell.in().read();
                    next >= 0 && next != '\n';
                    next = shell.in().read()) {
                line.append((char) next);
            }
            return line.toString();
        } catch (IOException e) {
            return "";
        }
    }
}
