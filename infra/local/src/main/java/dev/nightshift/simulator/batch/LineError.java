package dev.nightshift.simulator.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Why an input file was not accepted.
 *
 * @param line counted from 1; null when the file as a whole is at fault
 * @param param path of the parameter at fault; null for none
 */
record LineError(String code, @Nullable Integer line, String message, @Nullable String param) {

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", code)
                .put("line", line)
                .put("message", message)
                .put("param", param);
    }

    static LineError ofFile(String code, String message, @Nullable String param) {
        return new LineError(code, null, message, param);
    }
}
