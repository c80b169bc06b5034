package dev.nightshift.conversation;

import dev.nightshift.conversation.TakeTurn.Taken;
import dev.nightshift.http.Caller;
import dev.nightshift.http.ProblemException;
import dev.nightshift.http.ProblemType;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns of a conversation. A turn is answered within 25 seconds, or the answer is 202 and the turn
 * goes on; {@code Location} then says where it is to be asked for.
 */
@Controller("/conversations/{id}/turns")
class TurnController {
    private static final String RETRY_AFTER_SECONDS = "5";

    private final Conversations conversations;
    private final OwnConversations own;
    private final KnownKinds known;
    private final TakeTurn taking;
    private final AwaitTurn awaiting;
    private final Background background;
    private final Views views;

    TurnController(
            Conversations conversations,
            OwnConversations own,
            KnownKinds known,
            TakeTurn taking,
            AwaitTurn awaiting,
            Background background,
            Views views) {
        this.conversations = conversations;
        this.own = own;
        this.known = known;
        this.taking = taking;
        this.awaiting = awaiting;
        this.background = background;
        this.views = views;
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
     * Takes the next turn: 200 with its answer, or 202 while it goes on. Of two turns at once one
     * wins, and the other is a conflict. A turn that is repeated under its id is not asked again,
     * unless it failed.
     */
    @Post
    @ApiResponse(
            responseCode = "200",
            description = "The turn is over.",
            useReturnTypeSchema = true)
    @ApiResponse(responseCode = "202", description = "It goes on.", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "409",
            description = "Another turn is under way, or the id stands for another.")
    @ApiResponse(responseCode = "422", description = "It could cost more than it may.")
    HttpResponse<TurnView> turn(Caller caller, String id, @Valid @Body NewTurn wanted)
            throws IOException, InterruptedException {
        Conversation conversation = own.require(caller, id);
        TurnKind kind = KnownKinds.kind(known.of(conversation), wanted.kind(), true);
        KnownKinds.check(kind, wanted.said());
        TurnId turnId = KnownKinds.turnId(wanted.turnId());
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
            case Taken.Gone _ -> throw OwnConversations.gone();
            case Taken.Unfit(String why) -> throw ProblemException.of(ProblemType.CONFLICT, why);
            case Taken.TooDear(String why) ->
                    throw ProblemException.of(ProblemType.OVER_BUDGET, why);
        };
    }

    /** A turn, as far as it is: 200 when it is over, else 202. */
    @Get("/{turnId}")
    @ApiResponse(
            responseCode = "200",
            description = "The turn is over.",
            useReturnTypeSchema = true)
    @ApiResponse(responseCode = "202", description = "It goes on.", useReturnTypeSchema = true)
    HttpResponse<TurnView> turn(Caller caller, String id, String turnId) throws IOException {
        Conversation conversation = own.require(caller, id);
        return told(
                conversation,
                TurnId.find(turnId)
                        .flatMap(one -> conversations.turn(conversation.id(), one))
                        .orElseThrow(OwnConversations::gone));
    }

    private HttpResponse<TurnView> told(Conversation conversation, Turn turn) throws IOException {
        TurnView view = views.turn(conversation, turn);
        return turn.status().isOver()
                ? HttpResponse.ok(view)
                : underWay(conversation.id(), turn, view);
    }

    /** The answer where a turn goes on. */
    static <T> HttpResponse<T> underWay(ConversationId id, Turn turn, T view) {
        URI place = URI.create("/conversations/%s/turns/%s".formatted(id, turn.id()));
        return HttpResponse.<T>accepted(place)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(view);
    }
}
