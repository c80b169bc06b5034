package dev.nightshift.batch;

/**
 * The tokens of a request.
 *
 * @param input what is sent, instructions and schema included, with the margin of a model whose
 *     encoding is not known; estimated where the prompt was not counted
 * @param mostInput the most that it can be: bytes where the prompt was not counted
 * @param outputLimit the most that may come back
 */
public record RequestTokens(long input, long mostInput, long outputLimit) {
    public RequestTokens {
        if (input < 0 || mostInput < 0 || outputLimit < 0) {
            throw new IllegalArgumentException(
                    "Tokens count from 0: %d in, %d at most, %d out"
                            .formatted(input, mostInput, outputLimit));
        }
    }
}
