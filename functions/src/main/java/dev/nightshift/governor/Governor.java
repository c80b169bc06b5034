package dev.nightshift.governor;

import dev.nightshift.batch.AttemptReference;
import dev.nightshift.batch.BatchAttempts;
import dev.nightshift.governor.Admission.Admitted;
import dev.nightshift.governor.Admission.NeverFits;
import dev.nightshift.governor.Admission.Waiting;
import dev.nightshift.job.Jobs;
import dev.nightshift.metrics.Metrics;
import dev.nightshift.storage.Table;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that no more tokens are enqueued at OpenAI than a model's limit allows, however many
 * jobs run at once.
 *
 * <ol>
 *   <li>Before a batch is submitted its tokens are claimed: {@link #admit}.
 *   <li>Whoever waits is woken when somebody else is done: {@link #release}.
 *   <li>A batch that OpenAI refuses all the same goes back to its place: {@link #refused}.
 * </ol>
 *
 * All of these may be repeated, side by side and after a crash at any line. Those that answer with
 * turns expect the caller to wake them. Whoever waits also asks again after a timeout of its own:
 * by that a wake that was lost is made up for, and what time alone changes is found, such as a
 * limit that lapsed or a queue that is open again.
 */
@Singleton
public final class Governor {
    private final Queue queue;
    private final Limits limits;
    private final Grants grants;
    private final GovernorSettings settings;
    private final InstantSource clock;
    private final Predicate<AttemptReference> unneeded;

    @Inject
    public Governor(
            Table table,
            GovernorSettings settings,
            InstantSource clock,
            Jobs jobs,
            BatchAttempts attempts,
            Metrics metrics) {
        this(
                table,
                settings,
                clock,
                new Unneeded(jobs, attempts),
                (place, now) -> place.tell(metrics, now));
    }

    /**
     * @param unneeded which holds and places are of no use to anybody
     */
    Governor(
            Table table,
            GovernorSettings settings,
            InstantSource clock,
            Predicate<AttemptReference> unneeded) {
        this(table, settings, clock, unneeded, (place, now) -> {});
    }

    private Governor(
            Table table,
            GovernorSettings settings,
            InstantSource clock,
            Predicate<AttemptReference> unneeded,
            BiConsumer<Place, Instant> waited) {
        this.queue = new Queue(table);
        this.limits = new Limits(queue, settings);
        this.grants = new Grants(queue, limits, settings, clock, waited);
        this.settings = settings;
        this.clock = clock;
        this.unneeded = unneeded;
    }

    /** The tokens that may be enqueued for a model; empty when no limit is known. */
    public OptionalLong limitOf(String model) {
        Long tokens = limits.of(model, clock.instant()).tokens();
        return tokens == null ? OptionalLong.empty() : OptionalLong.of(tokens);
    }

    /**
     * Reserves a claim's tokens, or gives it its place in the queue. A repeat finds what the claim
     * has; while it waits it is woken by the token of the last repeat.
     *
     * <p>Who has to wait looks first whether others hold what they do not need.
     */
    public Admission admit(Claim claim, String taskToken) {
        // First what is so mostly: it takes a read less.
        if (isAdmittedAtOnce(claim) || has(claim)) {
            return new Admitted(List.of());
        }
        String model = claim.model();
        List<Turn> turns = new ArrayList<>();
        do {
            Limit limit = limits.of(model, clock.instant());
            if (limit.tokens() != null && limit.neverFits(claim.tokens())) {
                turns.addAll(release(model, claim.reference()));
                return new NeverFits(limit.tokens(), turns);
            }
            queue.enqueue(claim, taskToken, clock.instant());
            turns.addAll(grants.grant(model));
            if (!has(claim) && queue.beginSweep(model, settings.sweptEvery(), clock.instant())) {
                turns.addAll(sweep(model));
            }
            turns.removeIf(turn -> turn.reference().equals(claim.reference()));
            if (has(claim)) {
                return new Admitted(turns);
            }
            // Another may have taken it out of the queue in between, by a limit just learned.
        } while (!queue.waits(model, claim.reference()));
        return new Waiting(turns);
    }

    /**
     * Gives up whatever a reference has, tokens or a place: because its batch is over, or will
     * never be submitted. Tokens that were freed are given to those who wait.
     */
    public List<Turn> release(String model, AttemptReference reference) {
        queue.release(model, reference);
        return grants.grant(model);
    }

    /**
     * Puts a batch that OpenAI refused for its limit back into the queue, under the name of the
     * next attempt and where it stood by its age; without effect when it has no hold any more. The
     * next attempt asks to be admitted as any other does.
     *
     * <p>When our count had room, somebody else uses the same queue. Nobody is then admitted for a
     * while, or until one of ours is done, which makes room in any case.
     *
     * @param message what OpenAI said; null when it said nothing
     */
    public List<Turn> refused(Claim refused, AttemptReference again, @Nullable String message) {
        if (again.equals(refused.reference())) {
            throw new IllegalArgumentException(
                    again + " was refused and cannot be told from its repeat");
        }
        String model = refused.model();
        Instant now = clock.instant();
        if (message != null) {
            LimitMessage.read(message).ifPresent(tokens -> queue.learn(model, tokens, now));
        }
        Optional<Hold> hold = queue.hold(model, refused.reference());
        if (hold.isPresent()) {
            boolean others = limits.of(model, now).hasRoomFor(0);
            Instant closedUntil = others ? now.plus(settings.closedFor()) : null;
            if (!queue.requeue(model, hold.get(), again, closedUntil)) {
                // The next attempt has asked already, or this hold is gone.
                queue.release(model, refused.reference());
            }
        }
        return grants.grant(model);
    }

    /** How many are in a model's queue. */
    public Depth depth(String model) {
        return new Depth(queue.holds(model).count(), queue.waits(model));
    }

    /** All reservations of a model's tokens. */
    public Stream<Hold> holds(String model) {
        return queue.holds(model);
    }

    /**
     * Releases what is held, or waited for, by attempts that need it no more: a dead job's for one.
     * Of those who wait only the oldest are looked at, for they hold up the others.
     */
    public List<Turn> sweep(String model) {
        Stream.concat(
                        queue.holds(model).map(Hold::reference),
                        queue.waiting(model).limit(Grants.PASSED).map(Place::reference))
                .toList()
                .stream()
                .filter(unneeded)
                .forEach(reference -> queue.release(model, reference));
        return grants.grant(model);
    }

    private boolean has(Claim claim) {
        return queue.hold(claim.model(), claim.reference()).isPresent();
    }

    /** The short way where nobody waits. */
    private boolean isAdmittedAtOnce(Claim claim) {
        Instant now = clock.instant();
        Limit limit = limits.of(claim.model(), now);
        return !limit.isClosed(now)
                && limit.hasRoomFor(claim.tokens())
                && !queue.isWaitedFor(claim.model())
                && queue.admit(claim, limit, now);
    }
}
