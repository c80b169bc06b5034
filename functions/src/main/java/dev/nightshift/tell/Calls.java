package dev.nightshift.tell;

import dev.nightshift.job.Told.Fate;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Calls addresses that users name, signed, and judges the answers. */
@Singleton
final class Calls {
    private final Outside outside;
    private final Signer signer;

    Calls(Outside outside, Signer signer) {
        this.outside = outside;
        this.signer = signer;
    }

    /**
     * What came of one call.
     *
     * @param fate {@code TRYING} where a repeat may be taken
     * @param problem why it was not taken, in one line; null where it was
     */
    record Heard(Fate fate, @Nullable String problem) {
        static final Heard TAKEN = new Heard(Fate.DELIVERED, null);
    }

    /**
     * Calls once.
     *
     * @param id the same for each repeat
     * @param body JSON
     */
    Heard call(URI url, String id, String body) {
        try {
            return judged(outside.post(url, signer.headers(id, body), body));
        } catch (NotPublicException | IllegalArgumentException never) {
            return new Heard(Fate.FAILED, never.getMessage());
        } catch (IOException unanswered) {
            // Its message may name the path, which may hold what only its owner knows.
            return new Heard(Fate.TRYING, "no answer: " + unanswered.getClass().getSimpleName());
        }
    }

    private Heard judged(int status) {
        if (status >= 200 && status < 300) {
            return Heard.TAKEN;
        }
        boolean mayChange =
                switch (status) {
                    case 408, 425, 429 -> true;
                    // Whoever is called may have been given another secret.
                    case 401 -> signer.hasAnotherSecret();
                    default -> status >= 500;
                };
        return new Heard(mayChange ? Fate.TRYING : Fate.FAILED, "answered with " + status);
    }
}
