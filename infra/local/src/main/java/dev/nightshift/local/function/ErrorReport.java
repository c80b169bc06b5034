package dev.nightshift.local.function;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.local.function.InvocationResult.FunctionError;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;

/** A function's error as Lambda's Java runtime words it. */
final class ErrorReport {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ErrorReport() {}

    /** What a throwable says of itself, of where it was thrown and of its causes. */
    static String of(Throwable thrown) {
        return node(thrown, Collections.newSetFromMap(new IdentityHashMap<>())).toString();
    }

    static String of(String errorType, String message) {
        return NODES.objectNode()
                .put("errorType", errorType)
                .put("errorMessage", message)
                .toString();
    }

    static FunctionError tooLarge(int bytes) {
        return new FunctionError(
                of(
                        "Function.ResponseSizeTooLarge",
                        "Response payload size (%d bytes) exceeded maximum allowed payload size (%d bytes)."
                                .formatted(bytes, FunctionHost.LARGEST_PAYLOAD)));
    }

    static FunctionError timedOut(String requestId, Duration timeout) {
        return new FunctionError(
                of(
                        "Sandbox.Timedout",
                        String.format(
                                Locale.ROOT,
                                "RequestId: %s Error: Task timed out after %.2f seconds",
                                requestId,
                                timeout.toMillis() / 1000.0)));
    }

    private static ObjectNode node(Throwable thrown, Set<Throwable> seen) {
        seen.add(thrown);
        ObjectNode node = NODES.objectNode();
        node.put("errorMessage", thrown.getMessage());
        node.put("errorType", thrown.getClass().getName());
        ArrayNode trace = node.putArray("stackTrace");
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (frame.getClassName().startsWith(ErrorReport.class.getPackageName())) {
                break;
            }
            trace.add(frame.toString());
        }
        Throwable cause = thrown.getCause();
        if (cause != null && !seen.contains(cause)) {
            node.set("cause", node(cause, seen));
        }
        return node;
    }
}
