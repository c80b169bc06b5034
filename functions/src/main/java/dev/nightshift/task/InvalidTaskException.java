package dev.nightshift.task;

import java.util.List;

/**
 * A task file that cannot be used. The message is one line that names the file, the first wrong
 * place in it and what to do.
 */
public final class InvalidTaskException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Finding> findings;

    public InvalidTaskException(String message) {
        super(message);
        this.findings = List.of(Finding.error("", message));
    }

    /**
     * @param file the name to blame
     * @param findings all that is known to be wrong; at least one
     */
    InvalidTaskException(String file, List<Finding> findings) {
        super(
                "%s: %s%s"
                        .formatted(
                                file,
                                findings.getFirst().message(),
                                findings.size() == 1
                                        ? ""
                                        : "; and %d more, which 'nightshift tasks check' lists"
                                                .formatted(findings.size() - 1)));
        this.findings = List.copyOf(findings);
    }

    /** All that is known to be wrong; at least one. Of no place where it is the file as a whole. */
    public List<Finding> findings() {
        return findings;
    }
}
