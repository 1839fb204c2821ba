package dev.stacyvm.worker.lease;

import dev.stacyvm.wire.LeaseView;
import dev.stacyvm.worker.client.Answer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keepers with a well-known mistake each, for the simulation to find.
 *
 * @see Mistake
 */
final class CarelessKeeper implements LeaseGuard {
    /** What they do wrong. */
    enum Mistake {
        /** Counts the term from when the answer came. */
        COUNTS_FROM_THE_ANSWER,
        /** Believes until it is told otherwise. */
        TRUSTS_ITS_TIMERS,
        /** Acts on the generation it first got. */
        KEEPS_THE_FIRST_GENERATION,
        /** Acts to the last moment, as if all clocks ran alike. */
        USES_THE_WHOLE_TERM
    }

    private record Grant(long generation, Term term) {}

    private final LeasePlan plan;
    private final LeaseTools tools;
    private final Mistake mistake;
    private Optional<Grant> grant = Optional.empty();
    private long first;
    private boolean stopped;

    private CarelessKeeper(LeasePlan plan, LeaseTools tools, Mistake mistake) {
        this.plan = plan;
        this.tools = tools;
        this.mistake = mistake;
    }

    static LeaseSimulation.Keepers with(Mistake mistake) {
        return (plan, tools) -> {
            CarelessKeeper keeper = new CarelessKeeper(plan, tools, mistake);
            return new LeaseSimulation.Kept(keeper, keeper::ask, keeper::stop);
        };
    }

    @Override
    public Duration remaining() {
        if (mistake == Mistake.TRUSTS_ITS_TIMERS) {
            return grant.isPresent() ? plan.ttl() : Duration.ZERO;
        }
        return grant.map(held -> held.term().remaining(tools.clock().read())).orElse(Duration.ZERO);
    }

    @Override
    public OptionalLong generation() {
        return OptionalLong.of(
                mistake == Mistake.KEEPS_THE_FIRST_GENERATION
                        ? first
                        : grant.map(Grant::generation).orElse(0L));
    }

    private void stop() {
        stopped = true;
        grant = Optional.empty();
    }

    private void ask() {
        if (stopped) {
            return;
        }
        Reading start = tools.clock().read();
        Future<Answer<LeaseView>> call = holds()
                ? tools.plane().renew(plan.resource(), plan.ttl())
                : tools.plane().acquire(plan.resource(), plan.ttl());
        call.onSuccess(answer -> take(answer, start));
        tools.scheduler().after(plan.ttl().dividedBy(3), this::ask);
        if (mistake == Mistake.TRUSTS_ITS_TIMERS) {
            grant.ifPresent(held -> tools.scheduler()
                    .after(held.term().remaining(start), () -> grant = grant.filter(now -> !now.equals(held))));
        }
    }

    private void take(Answer<LeaseView> answer, Reading start) {
        if (stopped || answer.granted().isEmpty()) {
            return;
        }
        long generation = answer.granted().orElseThrow().generation();
        first = holds() ? first : generation;
        Reading from = mistake == Mistake.COUNTS_FROM_THE_ANSWER ? tools.clock().read() : start;
        Term term = mistake == Mistake.USES_THE_WHOLE_TERM ? new Term(from, plan.ttl()) : Term.of(from, plan.ttl());
        grant = Optional.of(new Grant(generation, term));
    }
}
