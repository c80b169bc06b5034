package dev.nightshift.source;

import java.util.List;

/** A description of a source cannot be used; its author has to correct it. */
public final class InvalidSourceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Wrong> wrong;

    /**
     * A field that is wrong.
     *
     * @param field where it stands, as {@code sql.key}; empty for the whole
     * @param why in words that go on from the field's name
     */
    public record Wrong(String field, String why) {}

    InvalidSourceException(List<Wrong> wrong) {
        super(
                String.join(
                        "; ",
                        wrong.stream()
                                .map(one -> (one.field() + " " + one.why()).strip())
                                .toList()));
        this.wrong = List.copyOf(wrong);
    }

    /** Every field that is wrong; at least one. */
    public List<Wrong> wrong() {
        return wrong;
    }
}
