package dev.nightshift.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nightshift.budget.Dollars;
import dev.nightshift.conversation.JobRecord.Found;
import dev.nightshift.conversation.StartConversation.Started;
import dev.nightshift.conversation.StartConversation.Subject;
import dev.nightshift.http.Caller;
import dev.nightshift.http.Cursors;
import dev.nightshift.http.ProblemException;
import dev.nightshift.http.ProblemType;
import dev.nightshift.job.JobId;
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
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Conversations with a model about one record. A first turn is answered within 25 seconds, or the
 * answer is 202 and it goes on; {@code Location} then says where it is to be asked for.
 */
@Controller("/conversations")
class ConversationController {
    private static final String LIST = "/conversations";

    /** Conversations that are looked at for a page of those that a caller may see. */
    private static final int LOOKED_AT = 1_000;

    private final Conversations conversations;
    private final OwnConversations own;
    private final KnownKinds known;
    private final StartConversation starting;
    private final AwaitTurn awaiting;
    private final CompleteConversation completing;
    private final DeleteConversation deleting;
    private final JobRecord jobRecords;
    private final Background background;
    private final Views views;
    private final Cursors cursors;
    private final InstantSource clock;

    ConversationController(
            Conversations conversations,
            OwnConversations own,
            KnownKinds known,
            StartConversation starting,
            AwaitTurn awaiting,
            CompleteConversation completing,
            DeleteConversation deleting,
            JobRecord jobRecords,
            Background background,
            Views views,
            Cursors cursors,
            InstantSource clock) {
        this.conversations = conversations;
        this.own = own;
        this.known = known;
        this.starting = starting;
        this.awaiting = awaiting;
        this.completing = completing;
        this.deleting = deleting;
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
     * @param maxCostUsd what the whole conversation may cost, in US dollars: a turn that could
     *     exceed it is not asked
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    @Schema(example = NewConversation.EXAMPLE)
    record NewConversation(
            @Nullable Map<String, String> record,
            @Schema(example = "20261121-k7q2x4fm6azt") @Nullable String job,
            @Nullable String recordId,
            @Min(1) @Nullable Long row,
            @Nullable String conversation,
            @Size(max = 100) @Nullable String model,
            @Nullable @Pattern(regexp = Dollars.SHAPE) String maxCostUsd) {
        static final String EXAMPLE =
                """
                {"record": {"title": "Clerk", "description": "We retype 40 orders a day."}}""";
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
    @ApiResponse(responseCode = "422", description = "It could cost more than it may.")
    HttpResponse<ConversationView> start(
            Caller caller,
            @Valid @Body NewConversation wanted,
            @Header("Idempotency-Key") @Nullable @Size(min = 1, max = 255) String key)
            throws IOException, InterruptedException {
        Script script = known.script(wanted.conversation());
        String model = KnownKinds.model(script, wanted.model());
        Subject subject = subject(caller, script, wanted);
        BigDecimal cap = wanted.maxCostUsd() == null ? null : new BigDecimal(wanted.maxCostUsd());
        return switch (starting.start(script, model, subject, cap, key)) {
            case Started.Begun(ConversationId id, TurnId first) -> begun(id, first);
            case Started.KeyTaken _ ->
                    throw ProblemException.of(
                            ProblemType.CONFLICT,
                            "Idempotency-Key: it stands for another conversation.");
            case Started.TooDear(String why) ->
                    throw ProblemException.of(ProblemType.OVER_BUDGET, why);
        };
    }

    private HttpResponse<ConversationView> begun(ConversationId id, TurnId firstId)
            throws IOException, InterruptedException {
        Turn first = conversations.turn(id, firstId).orElseThrow(OwnConversations::gone);
        if (first.isAbandoned(clock.instant())) {
            background.begin(WorkRequest.ask(id, firstId));
        }
        Turn now = awaiting.await(id, first);
        ConversationView view =
                views.whole(conversations.find(id).orElseThrow(OwnConversations::gone));
        return now.status().isOver()
                ? HttpResponse.created(view, URI.create("/conversations/" + id))
                : TurnController.underWay(id, now, view);
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
        return views.whole(own.require(caller, id));
    }

    /** Removes a conversation, here and at OpenAI, where that may take a moment longer. */
    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void delete(Caller caller, String id) {
        deleting.begin(own.require(caller, id).id());
    }

    /**
     * Takes the whole workflow, turn by turn, in the background. The conversation says how far it
     * is. A repeat asks only what has no answer.
     */
    @Post("/{id}/complete")
    @ApiResponse(responseCode = "202", description = "It is begun.", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "409", description = "A turn waits in a wave.")
    HttpResponse<ConversationView> complete(Caller caller, String id) throws IOException {
        Conversation now = own.require(caller, id);
        ConversationId conversation = now.id();
        if (isInWave(now)) {
            throw ProblemException.of(
                    ProblemType.CONFLICT, "A turn waits in a wave; ask again when it is over.");
        }
        if (!completing.begin(conversation)) {
            throw OwnConversations.gone();
        }
        return HttpResponse.accepted(URI.create("/conversations/" + conversation))
                .body(
                        views.whole(
                                conversations
                                        .find(conversation)
                                        .orElseThrow(OwnConversations::gone)));
    }

    private boolean isInWave(Conversation conversation) {
        TurnId busy = conversation.busy();
        return busy != null
                && conversations
                        .turn(conversation.id(), busy)
                        .filter(turn -> turn.status() == TurnStatus.WAITING)
                        .isPresent();
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
}
