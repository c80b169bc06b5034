package dev.nightshift.cli;

import dev.nightshift.local.OpenAi;
import dev.nightshift.simulator.SimulatorSettings;
import java.util.Map;

/** The simulator as the user set it. */
final class SimulatorOptions {
    private SimulatorOptions() {}

    /**
     * @throws CommandException naming every key that is not known or has no readable value
     */
    static OpenAi of(Map<String, String> settings) {
        try {
            return new OpenAi.Simulated(SimulatorSettings.of(settings));
        } catch (IllegalArgumentException e) {
            throw CommandException.wrong("--simulator: " + e.getMessage());
        }
    }
}
