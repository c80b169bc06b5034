package dev.nightshift.batch;

/**
 * The tokens of several requests.
 *
 * @param input what is sent, instructions and schema included, with the margin of a model whose
 *     encoding is not known
 * @param isCounted whether every prompt was counted; else a sample of them was, and the rest
 *     estimated by its bytes
 * @param outputLimit the most that may come back
 */
public record RequestTokens(long input, boolean isCounted, long outputLimit) {
    public RequestTokens {
        if (input < 0 || outputLimit < 0) {
            throw new IllegalArgumentException(
                    "Tokens count from 0: " + input + " in, " + outputLimit + " out");
        }
    }
}
