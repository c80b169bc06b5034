package dev.nightshift.conversation;

import dev.nightshift.http.Caller;
import dev.nightshift.http.ProblemException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The same turn of many conversations. */
@Controller("/conversations/turns")
class WaveController {
    private final KnownKinds known;
    private final StartWave waves;

    WaveController(KnownKinds known, StartWave waves) {
        this.known = known;
        this.waves = waves;
    }

    /**
     * The same turn of many conversations.
     *
     * @param conversations their ids, at most 10,000; null with {@code all}
     * @param all true for all conversations of the script and model that there are
     * @param kind what is asked
     * @param turnId the turn's name in each of them; one of ours when not said
     * @param parameters what the kind needs
     * @param conversation the script; {@code posting} when not said
     * @param model of the conversations; the script's when not said
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    @Schema(example = NewWave.EXAMPLE)
    record NewWave(
            @Size(min = 1, max = Wave.MOST) @Nullable List<String> conversations,
            @Nullable Boolean all,
            @Schema(example = "roi") @NotBlank String kind,
            @Pattern(regexp = TurnId.SHAPE) @Nullable String turnId,
            @Nullable Map<String, String> parameters,
            @Nullable String conversation,
            @Nullable String model) {
        static final String EXAMPLE =
                """
                {"kind": "roi", "all": true}""";
    }

    /**
     * A wave.
     *
     * @param job the job that carries it; each conversation is a record of it
     * @param turnId the turn's name in each conversation
     * @param conversations how many were named
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record WaveView(String job, String turnId, int conversations) {}

    /**
     * Takes the same turn of many conversations at half price, in a batch. Each shows its turn as
     * {@code waiting} until its answer is there; one that cannot take it now is skipped, and the
     * job's results say why.
     */
    @Post
    @ApiResponse(
            responseCode = "202",
            description = "Its job is begun.",
            useReturnTypeSchema = true)
    HttpResponse<WaveView> wave(Caller caller, @Valid @Body NewWave wanted) throws IOException {
        Script script = known.script(wanted.conversation());
        String model = KnownKinds.model(script, wanted.model());
        TurnKind kind = KnownKinds.kind(script, wanted.kind(), false).withModel(model);
        Map<String, String> said = wanted.parameters() == null ? Map.of() : wanted.parameters();
        KnownKinds.check(kind, said);
        TurnId turnId = KnownKinds.turnId(wanted.turnId());
        boolean isAll = Boolean.TRUE.equals(wanted.all());
        List<String> ids = isAll ? waves.all(caller, script, model) : wanted.conversations();
        if (ids == null || (isAll && wanted.conversations() != null)) {
            throw ProblemException.ofField(
                    "conversations", "is needed, or else 'all', and not both");
        }
        for (int i = 0; i < ids.size(); i++) {
            if (ConversationId.find(ids.get(i)).isEmpty()) {
                throw ProblemException.ofField("conversations[%d]".formatted(i), "is no id");
            }
        }
        return HttpResponse.accepted()
                .body(waves.start(caller, script, kind, turnId, kind.filled(said), ids));
    }
}
