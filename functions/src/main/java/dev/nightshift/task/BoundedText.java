package dev.nightshift.task;

import java.io.Writer;

/** A text that grows to a limit and not beyond, whatever work it is. */
final class BoundedText extends Writer {
    private static final int MOST_WORK = 1_000_000;

    private final StringBuilder text = new StringBuilder();
    private final int most;
    private int spent;

    BoundedText(int most) {
        this.most = most;
    }

    /**
     * Notes work that leaves no text.
     *
     * @throws OversizedPromptException when it is too much
     */
    void spend(int work) {
        spent += work;
        requireWithin(0);
    }

    @Override
    public void write(char[] from, int offset, int length) {
        requireWithin(length);
        text.append(from, offset, length);
    }

    @Override
    public void write(String from, int offset, int length) {
        requireWithin(length);
        text.append(from, offset, offset + length);
    }

    private void requireWithin(int more) {
        if (text.length() > most - more || spent > MOST_WORK) {
            throw new OversizedPromptException(
                    "its prompt would have more than %,d characters, or go through more than %,d list elements"
                            .formatted(most, MOST_WORK));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return text.toString();
    }
}
