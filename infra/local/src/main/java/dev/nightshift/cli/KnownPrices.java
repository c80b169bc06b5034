package dev.nightshift.cli;

import dev.nightshift.pricing.OwnPrices;
import dev.nightshift.pricing.Prices;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What models cost as the command knows it: the table, and prices of the user's own. */
final class KnownPrices {
    private static final String PARAMETER = "ModelPrices";
    private static final String VARIABLE = "NIGHTSHIFT_MODEL_PRICES";

    private KnownPrices() {}

    /**
     * With those that the options of a stack name, or else the environment.
     *
     * @throws CommandException when they cannot be read
     */
    static Prices of(Shell shell, StackTuning tuning) {
        try {
            return Prices.builtIn().with(OwnPrices.parse(own(shell, tuning)));
        } catch (IllegalArgumentException e) {
            throw CommandException.wrong(
                    "%s: %s"
                            .formatted(
                                    tuning.parameters().containsKey(PARAMETER)
                                            ? PARAMETER
                                            : VARIABLE,
                                    e.getMessage()));
        }
    }

    /** The same where no stack is to be started. */
    static Prices of(Shell shell) {
        return of(shell, new StackTuning());
    }

    /**
     * The parameters of a stack, so that it knows them as well.
     *
     * @throws CommandException when they cannot be read
     */
    static Map<String, String> parameters(Shell shell, StackTuning tuning) {
        of(shell, tuning);
        Map<String, String> parameters = new HashMap<>(tuning.parameters());
        parameters.put(PARAMETER, own(shell, tuning));
        return parameters;
    }

    private static String own(Shell shell, StackTuning tuning) {
        return Objects.requireNonNullElse(
                tuning.parameters().get(PARAMETER), shell.environment().getOrDefault(VARIABLE, ""));
    }
}
