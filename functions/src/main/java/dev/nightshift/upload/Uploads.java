package dev.nightshift.upload;

import dev.nightshift.storage.Item;
import dev.nightshift.storage.Table;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of uploads.
 *
 * <pre>
 * pk UPLOAD#{id}  sk UPLOAD
 * owner, filename, created, expires
 * </pre>
 */
@Singleton
public final class Uploads {
    private static final String SK = "UPLOAD";
    private static final int ID_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** As long as the bucket keeps what nobody used: see the template. */
    private static final Duration KEPT = Duration.ofDays(2);

    private final Table table;
    private final InstantSource clock;

    public Uploads(Table table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    /** Announces a file. */
    public Upload create(@Nullable String owner, String filename) {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        var upload = new Upload(HexFormat.of().formatHex(id), owner, filename);
        Instant now = clock.instant();
        table.putNew(
                Item.of(pk(upload.id()), SK)
                        .put("owner", owner)
                        .put("filename", filename)
                        .put("created", now)
                        .put("expires", now.plus(KEPT).getEpochSecond()));
        return upload;
    }

    /** The upload with an id; empty when none was announced in the last days. */
    public Optional<Upload> find(String id) {
        return table.get(pk(id), SK)
                .map(row -> new Upload(id, row.text("owner"), row.require("filename")));
    }

    private static String pk(String id) {
        return "UPLOAD#" + id;
    }
}
