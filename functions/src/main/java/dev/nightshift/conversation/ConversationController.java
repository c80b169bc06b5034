package dev.nightshift.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nightshift.conversation.JobRecord.Found;
import dev.nightshift.conversation.StartConversation.Started;
import dev.nightshift.conversation.StartConversation.Subject;
import dev.nightshift.conversation.TakeTurn.Taken;
import dev.nightshift.http.Caller;
import dev.nightshift.http.Cursors;
import dev.nightshift.http.ProblemException;
import dev.nightshift.http.ProblemType;
import dev.nightshift.job.JobId;
import dev.nightshift.task.InvalidTaskException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Conversations with a model about one record. A turn is answered within 25 seconds, or the answer
 * is 202 and the turn goes on; {@code Location} then says where it is to be asked for.
 */
@Controller("/conversations")
class ConversationController {
    private static final String LIST = "/conversations";
    private static final String RETRY_AFTER_SECONDS = "5";

    /** Conversations that are looked at for a page of those that a caller may see. */
    private static final int LOOKED_AT = 1_000;

    private final Conversations conversations;
    private final Scripts scripts;
    private final StartConversation starting;
    private final TakeTurn taking;
    private final AwaitTurn awaiting;
    private final CompleteConversation completing;
    private final DeleteConversation deleting;
    private final StartWave waves;
    private final JobRecord jobRecords;
    private final Background background;
    private final Views views;
    private final Cursors cursors;
    private final InstantSource clock;

    ConversationController(
            Conversations conversations,
            Scripts scripts,
            StartConversation starting,
            TakeTurn taking,
            AwaitTurn awaiting,
            CompleteConversation completing,
            DeleteConversation deleting,
            StartWave waves,
            JobRecord jobRecords,
            Background background,
            Views views,
            Cursors cursors,
            InstantSource clock) {
        this.conversations = conversations;
        this.scripts = scripts;
        this.starting = starting;
        this.taking = taking;
        this.awaiting = awaiting;
        this.completing = completing;
        this.deleting = deleting;
        this.waves = waves;
        this.jobRecords = jobRecords;
        this.background = background;
        this.views = views;
        this.cursors = cursors;
        this.clock = clock;
    }

    /**
     * What a conversation is to be about: a record that is handed in, or one of a job.
     *
     * @param record the fields of a record, as {@code {"title": "…", "description": "…"}}
     * @param job a job that is over, in place of {@code record}
     * @param recordId the id of one of its records
     * @param row which row of its input, from 1, in place of {@code record_id}
     * @param conversation the script; {@code posting} when not said
     * @param model in place of the script's
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    @Schema(example = NewConversation.EXAMPLE)
    record NewConversation(
            @Nullable Map<String, String> record,
            @Schema(example = "20261121-k7q2x4fm6azt") @Nullable String job,
            @Nullable String recordId,
            @Min(1) @Nullable Long row,
            @Nullable String conversation,
            @Size(max = 100) @Nullable String model) {
        static final String EXAMPLE =
                """
                {"record": {"title": "Clerk", "description": "We retype 40 orders a day."}}""";
    }

    /**
     * The next turn.
     *
     * @param kind what is asked; the conversation names those that it takes
     * @param turnId the caller's own name for it, so that a repeat gets the same answer; 1 to 64
     *     letters, digits, {@code _} and {@code -}; one of ours when not said
     * @param parameters what the kind needs: {@code question} for a question
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    @Schema(example = NewTurn.EXAMPLE)
    record NewTurn(
            @Schema(example = "question") @NotBlank String kind,
            @Pattern(regexp = TurnId.SHAPE) @Nullable String turnId,
            @Nullable Map<String, String> parameters) {
        static final String EXAMPLE =
                """
                {"kind": "question", "turn_id": "q1", "parameters": {"question": "What hurts most?"}}""";

        Map<String, String> said() {
            return parameters == null ? Map.of() : parameters;
        }
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
     * Some conversations, the newest first.
     *
     * @param nextCursor leads to the next page; absent at the end
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ConversationPage(List<ConversationView> conversations, @Nullable String nextCursor) {}

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
     * Begins a conversation with its first turn: 201, or 202 while that goes on.
     *
     * @param key a name for this start: repeated, it leads to the same conversation
     */
    @Post
    @ApiResponse(responseCode = "201", description = "It is there.", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "202",
            description = "Its first turn goes on.",
            useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "There is no such job or record.")
    @ApiResponse(responseCode = "409", description = "The key stands for another conversation.")
    HttpResponse<ConversationView> start(
            Caller caller,
            @Valid @Body NewConversation wanted,
            @Header("Idempotency-Key") @Nullable @Size(min = 1, max = 255) String key)
            throws IOException, InterruptedException {
        Script script = script(wanted.conversation());
        String model = model(script, wanted.model());
        Subject subject = subject(caller, script, wanted);
        return switch (starting.start(script, model, subject, key)) {
            case Started.Begun(ConversationId id, TurnId first) -> begun(id, first);
            case Started.KeyTaken _ ->
                    throw ProblemException.of(
                            ProblemType.CONFLICT,
                            "Idempotency-Key: it stands for another conversation.");
        };
    }

    private HttpResponse<ConversationView> begun(ConversationId id, TurnId firstId)
            throws IOException, InterruptedException {
        Turn first = conversations.turn(id, firstId).orElseThrow(this::gone);
        if (first.isAbandoned(clock.instant())) {
            background.begin(WorkRequest.ask(id, firstId));
        }
        Turn now = awaiting.await(id, first);
        ConversationView view = views.whole(conversations.find(id).orElseThrow(this::gone));
        return now.status().isOver()
                ? HttpResponse.created(view, URI.create("/conversations/" + id))
                : underWay(id, now, view);
    }

    private static <T> HttpResponse<T> underWay(ConversationId id, Turn turn, T view) {
        URI place = URI.create("/conversations/%s/turns/%s".formatted(id, turn.id()));
        return HttpResponse.<T>accepted(place)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(view);
    }

    /** The conversations that there are, the newest first. */
    @Get
    ConversationPage list(
            Caller caller,
            @QueryValue @Nullable String cursor,
            @QueryValue(defaultValue = "20") @Min(1) @Max(100) int limit) {
        String list = LIST + "?" + caller.getName();
        String last = cursor == null ? null : cursors.open(list, cursor);
        List<ConversationView> found = new ArrayList<>();
        for (int looked = 0; looked < LOOKED_AT; looked += limit) {
            List<Conversation> some = conversations.newest(limit, last).toList();
            for (Conversation one : some) {
                last = Conversations.at(one);
                if (caller.sees(one.owner())) {
                    found.add(views.brief(one));
                }
                if (found.size() == limit) {
                    return new ConversationPage(found, cursors.seal(list, last));
                }
            }
            if (some.size() < limit) {
                return new ConversationPage(found, null);
            }
        }
        return new ConversationPage(found, last == null ? null : cursors.seal(list, last));
    }

    /** A conversation with all that was said. */
    @Get("/{id}")
    ConversationView read(Caller caller, String id) throws IOException {
        return views.whole(require(caller, id));
    }

    /** Removes a conversation, here and at OpenAI, where that may take a moment longer. */
    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void delete(Caller caller, String id) {
        deleting.begin(require(caller, id).id());
    }

    /**
     * Takes the next turn: 200 with its answer, or 202 while it goes on. Of two turns at once one
     * wins, and the other is a conflict. A turn that is repeated under its id is not asked again,
     * unless it failed.
     */
    @Post("/{id}/turns")
    @ApiResponse(
            responseCode = "200",
            description = "The turn is over.",
            useReturnTypeSchema = true)
    @ApiResponse(responseCode = "202", description = "It goes on.", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "409",
            description = "Another turn is under way, or the id stands for another.")
    HttpResponse<TurnView> turn(Caller caller, String id, @Valid @Body NewTurn wanted)
            throws IOException, InterruptedException {
        Conversation conversation = require(caller, id);
        TurnKind kind = kind(scripts.of(conversation), wanted.kind(), true);
        check(kind, wanted.said());
        TurnId turnId = turnId(wanted.turnId());
        return switch (taking.take(conversation.id(), turnId, kind.name(), wanted.said())) {
            case Taken.Stands(Turn turn, boolean isToBeAsked) -> {
                if (isToBeAsked) {
                    background.begin(WorkRequest.ask(conversation.id(), turnId));
                }
                Turn now =
                        turn.status() == TurnStatus.WAITING
                                ? turn
                                : awaiting.await(conversation.id(), turn);
                yield told(conversation, now);
            }
            case Taken.Busy(TurnId other) ->
                    throw ProblemException.of(
                            ProblemType.CONFLICT,
                            "Turn %s is under way; repeat this one when it is over."
                                    .formatted(other));
            case Taken.Gone _ -> throw gone();
            case Taken.Unfit(String why) -> throw ProblemException.of(ProblemType.CONFLICT, why);
        };
    }

    /** A turn, as far as it is: 200 when it is over, else 202. */
    @Get("/{id}/turns/{turnId}")
    @ApiResponse(
            responseCode = "200",
            description = "The turn is over.",
            useReturnTypeSchema = true)
    @ApiResponse(responseCode = "202", description = "It goes on.", useReturnTypeSchema = true)
    HttpResponse<TurnView> turn(Caller caller, String id, String turnId) throws IOException {
        Conversation conversation = require(caller, id);
        return told(
                conversation,
                TurnId.find(turnId)
                        .flatMap(one -> conversations.turn(conversation.id(), one))
                        .orElseThrow(this::gone));
    }

    /**
     * Takes the whole workflow, turn by turn, in the background. The conversation says how far it
     * is. A repeat asks only what has no answer.
     */
    @Post("/{id}/complete")
    @ApiResponse(responseCode = "202", description = "It is begun.", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "409", description = "A turn waits in a wave.")
    HttpResponse<ConversationView> complete(Caller caller, String id) throws IOException {
        Conversation now = require(caller, id);
        ConversationId conversation = now.id();
        if (isInWave(now)) {
            throw ProblemException.of(
                    ProblemType.CONFLICT, "A turn waits in a wave; ask again when it is over.");
        }
        if (!completing.begin(conversation)) {
            throw gone();
        }
        return HttpResponse.accepted(URI.create("/conversations/" + conversation))
                .body(views.whole(conversations.find(conversation).orElseThrow(this::gone)));
    }

    /**
     * Takes the same turn of many conversations at half price, in a batch. Each shows its turn as
     * {@code waiting} until its answer is there; one that cannot take it now is skipped, and the
     * job's results say why.
     */
    @Post("/turns")
    @ApiResponse(
            responseCode = "202",
            description = "Its job is begun.",
            useReturnTypeSchema = true)
    HttpResponse<WaveView> wave(Caller caller, @Valid @Body NewWave wanted) throws IOException {
        Script script = script(wanted.conversation());
        String model = model(script, wanted.model());
        TurnKind kind = kind(script, wanted.kind(), false).withModel(model);
        Map<String, String> said = wanted.parameters() == null ? Map.of() : wanted.parameters();
        check(kind, said);
        TurnId turnId = turnId(wanted.turnId());
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

    private HttpResponse<TurnView> told(Conversation conversation, Turn turn) throws IOException {
        TurnView view = views.turn(conversation, turn);
        return turn.status().isOver()
                ? HttpResponse.ok(view)
                : underWay(conversation.id(), turn, view);
    }

    private boolean isInWave(Conversation conversation) {
        TurnId busy = conversation.busy();
        return busy != null
                && conversations
                        .turn(conversation.id(), busy)
                        .filter(turn -> turn.status() == TurnStatus.WAITING)
                        .isPresent();
    }

    private Script script(@Nullable String name) {
        return scripts.find(name == null ? Scripts.STANDARD : name)
                .orElseThrow(
                        () -> ProblemException.ofField("conversation", "there is no such script"));
    }

    /** The model of a conversation, once it is known that the script's turns take it. */
    private static String model(Script script, @Nullable String wanted) {
        String model = wanted == null ? script.firstKind().task().model() : wanted;
        try {
            return script.firstKind().withModel(model).task().model();
        } catch (InvalidTaskException e) {
            throw ProblemException.ofField("model", String.valueOf(e.getMessage()));
        }
    }

    private Subject subject(Caller caller, Script script, NewConversation wanted)
            throws IOException {
        Subject subject =
                wanted.job() == null
                        ? new Subject(caller.owner(), handedIn(wanted), null, null)
                        : ofJob(caller, wanted, wanted.job());
        for (String field : script.firstKind().task().requires()) {
            if (subject.fields().getOrDefault(field, "").isBlank()) {
                throw ProblemException.ofField(
                        "record." + field, "is needed for a conversation about a " + script.name());
            }
        }
        return subject;
    }

    private static Map<String, String> handedIn(NewConversation wanted) {
        if (wanted.record() == null || wanted.recordId() != null || wanted.row() != null) {
            throw ProblemException.ofField(
                    "record", "is needed, or else job with record_id or row");
        }
        return wanted.record();
    }

    private Subject ofJob(Caller caller, NewConversation wanted, String job) throws IOException {
        Long row = wanted.row();
        if (wanted.record() != null || (wanted.recordId() == null) == (row == null)) {
            throw ProblemException.ofField("job", "goes with either record_id or row");
        }
        JobId id;
        try {
            id = new JobId(job);
        } catch (IllegalArgumentException e) {
            throw ProblemException.ofField("job", String.valueOf(e.getMessage()));
        }
        return switch (jobRecords.find(
                id, caller, wanted.recordId(), Objects.requireNonNullElse(row, 0L))) {
            case Found.Here(Subject subject) -> subject;
            case Found.None(String why) -> throw ProblemException.of(ProblemType.NOT_FOUND, why);
        };
    }

    /**
     * The kind of a turn.
     *
     * @param takesFirst whether it may be the one that a conversation begins with
     */
    private static TurnKind kind(Script script, String name, boolean takesFirst) {
        if (!takesFirst && name.equals(script.first())) {
            throw unknownKind(script);
        }
        return script.kind(name).orElseThrow(() -> unknownKind(script));
    }

    private static ProblemException unknownKind(Script script) {
        return ProblemException.ofField(
                "kind", "must be one of " + String.join(", ", script.following()));
    }

    private static void check(TurnKind kind, Map<String, String> said) {
        kind.problems(said)
                .forEach(
                        (name, problem) -> {
                            throw ProblemException.ofField("parameters." + name, problem);
                        });
    }

    private static TurnId turnId(@Nullable String wanted) {
        return wanted == null ? TurnId.create() : new TurnId(wanted);
    }

    /** A conversation that the caller may see. */
    private Conversation require(Caller caller, String id) {
        return ConversationId.find(id)
                .flatMap(conversations::find)
                .filter(conversation -> caller.sees(conversation.owner()))
                .orElseThrow(this::gone);
    }

    private ProblemException gone() {
        return ProblemException.of(ProblemType.NOT_FOUND, "There is no such conversation or turn.");
    }
}
