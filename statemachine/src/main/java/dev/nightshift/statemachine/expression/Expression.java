package dev.nightshift.statemachine.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSONata expression, compiled.
 *
 * <p>The library answers Java's null both for JSON's null and for "nothing". The two differ here
 * (the first is a value, the second an error), so the expression is evaluated as the only field of
 * an object: the field is there, or it is not.
 *
 * <p>Limits of the library: an element of an array that is null is lost by {@code $map} and by an
 * index, and whole numbers beyond 2^53 are rounded. Identifiers and amounts are strings.
 */
public final class Expression {
    private static final String FIELD = "v";
    private static final int MAX_MILLIS = 5_000;
    private static final int MAX_DEPTH = 500;

    private final String text;
    private final Jsonata compiled;

    private Expression(String text, Jsonata compiled) {
        this.text = text;
        this.compiled = compiled;
    }

    /**
     * Reads an expression.
     *
     * @param text JSONata without the delimiters
     * @throws IllegalArgumentException when it is not JSONata
     */
    public static Expression compile(String text) {
        try {
            // The line break ends a comment at the end of the text. Alone first: the text must not
            // reach out of the parentheses.
            Jsonata.jsonata(text + "\n");
            return new Expression(text, Jsonata.jsonata("{\"" + FIELD + "\":(" + text + "\n)}"));
        } catch (RuntimeException | StackOverflowError e) { // more than its own exception
            throw new IllegalArgumentException("not JSONata: " + e.getMessage(), e);
        }
    }

    /**
     * The value in a scope.
     *
     * @param field named in the exception
     * @throws EvaluationException when the expression fails, gives nothing, or gives a function
     */
    public JsonNode evaluate(Scope scope, String field) {
        Object result;
        try {
            result = compiled.evaluate(null, frame(scope));
        } catch (JException e) {
            throw failure(field, "failed: " + e.getMessage());
        } catch (RuntimeException | StackOverflowError e) { // $number('x') throws Java's own
            throw failure(field, "failed: " + e);
        }
        if (!(result instanceof Map<?, ?> object) || !object.containsKey(FIELD)) {
            throw failure(field, "returned nothing (undefined).");
        }
        try {
            return Values.toJson(object.get(FIELD));
        } catch (IllegalArgumentException e) {
            throw failure(field, "returned an unsupported result type.");
        }
    }

    private Jsonata.Frame frame(Scope scope) {
        Jsonata.Frame frame = compiled.createFrame();
        scope.values().forEach((name, value) -> bind(frame, name, value));
        Functions.bindTo(frame, scope.now());
        frame.setRuntimeBounds(MAX_MILLIS, MAX_DEPTH);
        return frame;
    }

    private static void bind(Jsonata.Frame frame, String name, @Nullable Object value) {
        frame.bind(name, value == null ? Jsonata.NULL_VALUE : value);
    }

    private EvaluationException failure(String field, String what) {
        return new EvaluationException(
                field,
                "The JSONata expression '%s' specified for the field '%s' %s"
                        .formatted(text, field, what));
    }

    @Override
    public String toString() {
        return text;
    }
}
