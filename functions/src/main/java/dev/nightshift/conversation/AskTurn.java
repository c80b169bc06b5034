package dev.nightshift.conversation;

import dev.nightshift.batch.Remedy;
import dev.nightshift.openai.OpenAi;
import dev.nightshift.openai.OpenAiException;
import dev.nightshift.openai.OpenAiSettings;
import dev.nightshift.openai.OutcomeUnknownException;
import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Price;
import dev.nightshift.pricing.Prices;
import dev.nightshift.record.Outcome;
import dev.nightshift.record.OutcomeKind;
import dev.nightshift.task.Revision;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the turn of a conversation that is under way. However often this runs, a turn that has its
 * answer is not asked again:
 *
 * <ol>
 *   <li>Take the lease, which is noted on the turn's row before OpenAI is asked. Who finds one that
 *       ran out counts a call that may have been paid.
 *   <li>Ask. A reply that does not fit is noted, with what it cost, and shown to the model once;
 *       after one that was cut off the turn is asked once with a larger limit.
 *   <li>End the turn, in one transaction with the conversation, on the condition that the lease
 *       still holds.
 * </ol>
 */
@Singleton
final class AskTurn {
    private static final Logger LOG = LoggerFactory.getLogger(AskTurn.class);
    private static final String LOST = "answer_lost";

    /** What follows a reply that was cut off by the limit of output tokens. */
    static final Revision LARGER_LIMIT = new Revision(4, null);

    private final Conversations conversations;
    private final Scripts scripts;
    private final EndTurn ending;
    private final Dialogue dialogue;
    private final KeptTexts texts;
    private final OpenAi openAi;
    private final OpenAiSettings openAiSettings;
    private final Prices prices;
    private final InstantSource clock;

    AskTurn(
            Conversations conversations,
            Scripts scripts,
            EndTurn ending,
            Dialogue dialogue,
            KeptTexts texts,
            OpenAi openAi,
            OpenAiSettings openAiSettings,
            Prices prices,
            InstantSource clock) {
        this.conversations = conversations;
        this.scripts = scripts;
        this.ending = ending;
        this.dialogue = dialogue;
        this.texts = texts;
        this.openAi = openAi;
        this.openAiSettings = openAiSettings;
        this.prices = prices;
        this.clock = clock;
    }

    /**
     * Asks a turn; without effect when it is over, or gone.
     *
     * @throws TurnInFlightException when another asks it
     */
    void ask(ConversationId id, TurnId turnId) {
        Optional<Conversation> conversation = conversations.find(id);
        Optional<Turn> turn = conversations.turn(id, turnId);
        if (conversation.isEmpty() || turn.isEmpty() || turn.get().status() != TurnStatus.ASKING) {
            return;
        }
        try (var lease = TurnLease.take(conversations, id, turn.get(), clock)) {
            new Asking(conversation.get(), lease).run();
        }
    }

    /** One turn while it is asked. */
    private final class Asking {
        private final Conversation conversation;
        private final ConversationId id;
        private final Turn turn;
        private final List<String> responses;
        private final long resent;
        private final Speaker speaker;
        private Spending spending;

        Asking(Conversation conversation, TurnLease lease) {
            this.conversation = conversation;
            this.id = conversation.id();
            this.turn = lease.turn();
            this.responses = new ArrayList<>(turn.responses());
            this.spending = turn.spending();
            TurnKind kind = scripts.kindOf(conversation, turn.kind());
            this.resent =
                    Dialogue.fixedTokens(kind) + conversation.historyTokens() + turn.promptTokens();
            this.speaker =
                    new Speaker(
                            openAi,
                            kind.sentAs(openAiSettings.deployment(kind.task().model())),
                            texts.read(turn.prompt()),
                            () -> dialogue.before(id, turn.number()));
        }

        void run() {
            try {
                end(spoken());
            } catch (OutcomeUnknownException e) {
                spending = spending.plusUncertain(1);
                end(failed(LOST, "the answer was lost; it may have been paid"));
            } catch (OpenAiException e) {
                String code = e.code() == null ? "openai_" + e.status() : e.code();
                LOG.info("a turn of kind {} failed: {}", turn.kind(), code);
                end(failed(code, e.error().detail()));
            }
        }

        /** The last thing that the model said. */
        private TurnEnd spoken() {
            Turn.Misfit noted = turn.misfit();
            String previous = noted == null ? conversation.lastResponse() : noted.response();
            var revision =
                    new Revision(
                            turn.limitFactor(),
                            noted == null
                                    ? null
                                    : new Revision.Misfit(texts.read(noted.reply()), noted.why()));
            while (true) {
                Spoken spoken = heard(speaker.ask(previous, revision));
                Revision next = next(revision, spoken);
                if (next.equals(revision)) {
                    return told(spoken);
                }
                if (next.misfit() != null && revision.misfit() == null) {
                    previous = spoken.response();
                    noted = noted(spoken, next.misfit());
                } else if (spoken.via() != Via.CHAINED) {
                    previous = null; // OpenAI has forgotten it.
                }
                if (!conversations.heard(
                        id, turn, next.limitFactor(), noted, responses, spending)) {
                    throw new TurnInFlightException(turn.id());
                }
                revision = next;
            }
        }

        /** How the turn is asked once more; as before when it is not. */
        private static Revision next(Revision revision, Spoken spoken) {
            Remedy remedy = spoken.judgement().remedy();
            String words = spoken.words();
            if (remedy == Remedy.LARGER_LIMIT && revision.limitFactor() == 1) {
                return new Revision(LARGER_LIMIT.limitFactor(), revision.misfit());
            }
            return remedy == Remedy.REPAIR && words != null && revision.misfit() == null
                    ? new Revision(
                            revision.limitFactor(),
                            new Revision.Misfit(
                                    words, String.valueOf(spoken.judgement().outcome().message())))
                    : revision;
        }

        private Turn.Misfit noted(Spoken spoken, Revision.Misfit misfit) {
            return new Turn.Misfit(
                    spoken.response(),
                    texts.keep(id, name("misfit"), misfit.reply()),
                    misfit.why());
        }

        /** Counts what was said. */
        private Spoken heard(Spoken spoken) {
            if (spoken.response() != null) {
                responses.add(spoken.response());
            }
            LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            Optional<Price> price =
                    prices.of(spoken.model(), day).or(() -> prices.of(conversation.model(), day));
            spending =
                    new Spending(
                            spending.tokens().plus(spoken.usage()).plusSent(spoken.sent()),
                            price.map(one -> one.cost(spoken.usage(), Lane.REALTIME))
                                    .map(spending.cost()::add)
                                    .orElse(spending.cost()),
                            spending.unpriced() + (price.isPresent() ? 0 : 1),
                            spending.uncertain());
            return spoken;
        }

        private TurnEnd told(Spoken spoken) {
            Outcome outcome = spoken.judgement().outcome();
            String words = spoken.words();
            boolean isPart = outcome.kind() == OutcomeKind.SUCCEEDED;
            return new TurnEnd(
                    TurnStatus.of(outcome.kind()),
                    spoken.via(),
                    words == null ? null : texts.keep(id, name("reply"), words),
                    words != null && isPart ? Dialogue.tokens(conversation.model(), words) : 0,
                    outcome.code(),
                    outcome.message(),
                    spoken.response(),
                    counted());
        }

        private TurnEnd failed(String code, @Nullable String message) {
            return TurnEnd.failed(null, code, message, counted());
        }

        private Spending counted() {
            return spending.with(spending.tokens().withResent(resent));
        }

        private void end(TurnEnd end) {
            if (!ending.end(conversation, turn, end, responses)) {
                LOG.info("a turn of kind {} is not kept: it is gone, or another's", turn.kind());
                if (conversations.find(id).isEmpty()) {
                    responses.forEach(openAi::deleteResponse);
                }
            }
        }

        private String name(String text) {
            return "turns/" + turn.id() + "/" + text;
        }
    }
}
