package dev.nightshift.statemachine.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of a state that deals with errors. */
final class RecoveryParser {
    private static final String ALL = "States.ALL";

    Recovery read(Fields fields) {
        List<Retrier> retriers = new ArrayList<>();
        List<Fields> retry = fields.objects("Retry");
        for (Fields one : retry) {
            retriers.add(retrier(one, one == retry.getLast()));
            one.refuseOthers();
        }
        List<Recovery.Catcher> catchers = new ArrayList<>();
        List<Fields> catches = fields.objects("Catch");
        for (Fields one : catches) {
            List<String> errors = errors(one, one == catches.getLast());
            catchers.add(new Recovery.Catcher(errors, exit(one, one.text("Next"))));
            one.refuseOthers();
        }
        return new Recovery(retriers, catchers);
    }

    private static Retrier retrier(Fields fields, boolean last) {
        int interval = fields.integer("IntervalSeconds", 1, 1, Definition.MAX_SECONDS);
        Integer maxDelay =
                fields.optional("MaxDelaySeconds") == null
                        ? null
                        : fields.integer("MaxDelaySeconds", interval, 1, 31_622_400);
        if (maxDelay != null && maxDelay <= interval) {
            fields.problem("MaxDelaySeconds", "must be greater than IntervalSeconds");
        }
        JsonNode rate = fields.optional("BackoffRate");
        if (rate != null && !(rate.isNumber() && rate.doubleValue() >= 1)) {
            fields.problem("BackoffRate", "must be a number of at least 1");
            rate = null;
        }
        return new Retrier(
                errors(fields, last),
                interval,
                fields.integer("MaxAttempts", 3, 0, Definition.MAX_SECONDS),
                rate == null ? 2.0 : rate.doubleValue(),
                maxDelay,
                "FULL".equals(fields.oneOf("JitterStrategy", "NONE", Set.of("FULL", "NONE"))));
    }

    private static List<String> errors(Fields fields, boolean last) {
        List<String> errors = new ArrayList<>();
        JsonNode json = fields.optional("ErrorEquals");
        if (json == null || !json.isArray() || json.isEmpty()) {
            fields.problem("ErrorEquals", "must be an array that is not empty");
            return errors;
        }
        json.forEach(error -> errors.add(error.isTextual() ? error.textValue() : ""));
        if (errors.contains("")) {
            fields.problem("ErrorEquals", "must hold texts that are not empty");
        }
        if (errors.contains(ALL) && (errors.size() > 1 || !last)) {
            fields.problem("ErrorEquals", ALL + " must be alone, and in the last entry");
        }
        return errors;
    }

    static Exit exit(Fields fields, @Nullable String next) {
        return new Exit(fields.template("Output"), fields.templates("Assign"), next);
    }
}
