package dev.nightshift.trigger;

import dev.nightshift.http.Contract;
import dev.nightshift.http.Problem.FieldError;
import dev.nightshift.http.ProblemException;
import dev.nightshift.order.WantedOptions;
import dev.nightshift.storage.Bucket;
import dev.nightshift.upload.Dropped.File;
import io.micronaut.serde.ObjectMapper;
import io.micronaut.serde.exceptions.SerdeException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Reads what is wanted of jobs that uploads start: the words of {@code POST /jobs}, held to it. */
@Singleton
final class OptionsFiles {
    private static final int LARGEST = 100_000;

    private final Bucket bucket;
    private final Contract contract;
    private final ObjectMapper json;

    OptionsFiles(Bucket bucket, Contract contract, ObjectMapper json) {
        this.bucket = bucket;
        this.contract = contract;
        this.json = json;
    }

    /**
     * What is said beside a file; nothing in particular where nothing is.
     *
     * @throws RefusedException when what is said there is wrong
     */
    WantedOptions of(File file) throws IOException {
        byte[] text;
        try (InputStream in = bucket.open(file.optionsKey())) {
            text = in.readNBytes(LARGEST + 1);
        } catch (NoSuchKeyException none) {
            return WantedOptions.NONE;
        }
        if (text.length > LARGEST) {
            throw wrong(file, "it has more than %,d bytes".formatted(LARGEST));
        }
        try {
            List<FieldError> errors = contract.wrong(WantedOptions.class, text);
            if (!errors.isEmpty()) {
                throw wrong(
                        file,
                        errors.stream()
                                .map(error -> error.field() + ": " + error.detail())
                                .collect(Collectors.joining("\n  ")));
            }
            return Objects.requireNonNull(json.readValue(text, WantedOptions.class));
        } catch (ProblemException | SerdeException e) {
            throw wrong(file, String.valueOf(e.getMessage()));
        }
    }

    private static RefusedException wrong(File file, String why) {
        return new RefusedException("in " + file.optionsKey() + ":\n  " + why);
    }
}
