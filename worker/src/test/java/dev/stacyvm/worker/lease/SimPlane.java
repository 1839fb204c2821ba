package dev.stacyvm.worker.lease;

import dev.stacyvm.controlplane.PlayedLeases;
import dev.stacyvm.worker.client.Answer;
import dev.stacyvm.worker.client.Denial;
import java.time.Duration;
import java.util.OptionalLong;

/** The control plane's own lease book on a machine of its own, which is paused, sleeps and dies like any other. */
final class SimPlane {
    private final SimNode node;
    private final PlayedLeases leases;

    SimPlane(SimNode node, PlayedLeases.Flaw flaw) {
        this.node = node;
        this.leases = new PlayedLeases(node, flaw);
    }

    /** The machine it runs on. */
    SimNode node() {
        return node;
    }

    Answer<Long> acquire(String worker, Duration ttl) {
        return answer(leases.acquire(worker, ttl));
    }

    Answer<Long> renew(String worker, Duration ttl) {
        return answer(leases.renew(worker, ttl));
    }

    Answer<Long> release(String worker, long generation) {
        return answer(leases.release(worker, generation) ? OptionalLong.of(generation) : OptionalLong.empty());
    }

    /** Goes down, and is back after a while with what it had on disk. */
    void restart(Duration away) {
        node.pause(away);
        node.run(leases::restart);
    }

    private static Answer<Long> answer(OptionalLong generation) {
        return generation.isPresent()
                ? new Answer.Granted<>(generation.getAsLong())
                : new Answer.Denied<>(Denial.REFUSED, "held by another");
    }
}
