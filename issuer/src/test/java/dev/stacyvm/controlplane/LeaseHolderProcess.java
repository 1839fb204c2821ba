package dev.stacyvm.controlplane;

import dev.stacyvm.time.Time;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process to be killed: takes eight leases in the store named by its argument over and over, and prints resource and
 * generation of every grant it was told of, a line each.
 */
final class LeaseHolderProcess {
    private static final int RESOURCES = 8;

    private LeaseHolderProcess() {}

    public static void main(String[] args) {
        Path store = Path.of(args[0]);
        Vertx vertx = Vertx.vertx();
        ControlPlane.open(vertx, () -> SqliteStore.open(store), Time.system())
                .onSuccess(plane -> {
                    for (int i = 0; i < RESOURCES; i++) {
                        hold(plane, new LeaseAsk("sb-" + i, "worker-a", Duration.ofHours(1)));
                    }
                })
                .onFailure(failure -> {
                    System.out.println("failed " + failure.getMessage());
                    vertx.close();
                });
    }

    private static void hold(ControlPlane plane, LeaseAsk ask) {
        plane.acquire(ask).onSuccess(outcome -> {
            LeaseRow lease = ((LeaseOutcome.Granted) outcome).lease();
            System.out.println(lease.resourceId() + " " + lease.generation());
            hold(plane, ask);
        });
    }
}
