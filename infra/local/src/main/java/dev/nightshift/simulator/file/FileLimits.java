package dev.nightshift.simulator.file;

/**
 * How large an upload may be, in bytes. OpenAI names 512 MB for any file and 200 MB for the input
 * of a batch without saying which MB, so the smaller is meant here.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/files/create">Files, upload</a>
 */
public record FileLimits(long anyBytes, long batchBytes) {
    public static final FileLimits OPENAI = new FileLimits(512_000_000, 200_000_000);

    public FileLimits {
        if (anyBytes < 1 || batchBytes < 1) {
            throw new IllegalArgumentException(
                    "a file may have at least one byte, limits were %d and %d"
                            .formatted(anyBytes, batchBytes));
        }
    }
}
