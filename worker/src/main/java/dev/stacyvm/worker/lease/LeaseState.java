package dev.stacyvm.worker.lease;

import dev.stacyvm.worker.client.Denial;

/**
 * The life of one lease, without clocks, timers or network. A transition is a method, and only a state that can be left
 * that way has something to do in it.
 *
 * <table>
 * <caption>Transitions</caption>
 * <tr><th>from</th><th>when</th><th>to</th><th>then</th></tr>
 * <tr><td>Seeking</td><td>granted, term not over</td><td>Held</td><td>renew in time</td></tr>
 * <tr><td>Seeking</td><td>granted, term over</td><td>Seeking by acquire</td><td>back off</td></tr>
 * <tr><td>Seeking by acquire</td><td>not supported</td><td>Seeking by renew</td><td>ask at once</td></tr>
 * <tr><td>Seeking</td><td>any other denial</td><td>Seeking by acquire</td><td>back off</td></tr>
 * <tr><td>Held</td><td>granted a higher generation, term not over</td><td>Held with it</td><td>renew in time</td></tr>
 * <tr><td>Held</td><td>granted anything else</td><td>Held as before</td><td>back off</td></tr>
 * <tr><td>Held</td><td>refused</td><td>Seeking by acquire</td><td>back off</td></tr>
 * <tr><td>Held</td><td>any other denial</td><td>Held as before</td><td>back off</td></tr>
 * <tr><td>Held</td><td>term over</td><td>Seeking by acquire</td><td>back off</td></tr>
 * <tr><td>any</td><td>stop</td><td>Ended</td><td>rest</td></tr>
 * </table>
 */
sealed interface LeaseState {
    /** A grant arrived, for a request sent when {@code term} began. */
    Step granted(long generation, Term term, Reading now);

    /** A request was not granted, or not answered. */
    Step denied(Denial kind);

    /** The clocks moved; the driver backs off when that was a change. */
    LeaseState at(Reading now);

    /** Not held; asked for. */
    record Seeking(Way way) implements LeaseState {
        @Override
        public Step granted(long generation, Term term, Reading now) {
            return term.isOver(now) ? seekAgain() : new Step(new Held(generation, term), Step.Next.RENEW_IN_TIME);
        }

        @Override
        public Step denied(Denial kind) {
            return way == Way.ACQUIRE && kind == Denial.NOT_SUPPORTED
                    ? new Step(new Seeking(Way.RENEW), Step.Next.ASK)
                    : seekAgain();
        }

        @Override
        public LeaseState at(Reading now) {
            return this;
        }
    }

    /** Held until the term is over. */
    record Held(long generation, Term term) implements LeaseState {
        @Override
        public Step granted(long renewed, Term renewal, Reading now) {
            return renewed > generation && !renewal.isOver(now)
                    ? new Step(new Held(renewed, renewal), Step.Next.RENEW_IN_TIME)
                    : new Step(this, Step.Next.BACK_OFF);
        }

        @Override
        public Step denied(Denial kind) {
            return kind == Denial.REFUSED ? seekAgain() : new Step(this, Step.Next.BACK_OFF);
        }

        @Override
        public LeaseState at(Reading now) {
            return term.isOver(now) ? new Seeking(Way.ACQUIRE) : this;
        }
    }

    /** Given back or given up; nothing leads out of it. */
    record Ended() implements LeaseState {
        @Override
        public Step granted(long generation, Term term, Reading now) {
            return new Step(this, Step.Next.REST);
        }

        @Override
        public Step denied(Denial kind) {
            return new Step(this, Step.Next.REST);
        }

        @Override
        public LeaseState at(Reading now) {
            return this;
        }
    }

    /** How a lease that is not held is asked for. */
    enum Way {
        ACQUIRE,
        /** Where the control plane alone decides who gets a lease. */
        RENEW
    }

    private static Step seekAgain() {
        return new Step(new Seeking(Way.ACQUIRE), Step.Next.BACK_OFF);
    }
}
