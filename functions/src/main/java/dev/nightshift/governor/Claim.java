package dev.nightshift.governor;

import dev.nightshift.batch.AttemptReference;

/**
 * The tokens that a batch needs in a model's queue at OpenAI. A claim is known by its model and
 * reference; when it is repeated, the tokens that count are those it was first made with.
 *
 * @param model as its requests name it
 * @param reference whose it is
 * @param tokens of all its inputs, at least 1
 */
public record Claim(String model, AttemptReference reference, long tokens) {
    public Claim {
        if (model.isBlank()) {
            throw new IllegalArgumentException("the claim of " + reference + " names no model");
        }
        if (tokens < 1) {
            throw new IllegalArgumentException(
                    "the claim of " + reference + " must be at least 1 token, was " + tokens);
        }
    }
}
