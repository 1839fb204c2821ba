package dev.stacyvm.sidecar;

import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.Reply;
import dev.stacyvm.http.Routes;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code /live}, {@code /ready} and {@code /metrics} of a sidecar. Carries no secret and needs none. */
final class SidecarHealth {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private record Live(String status) {}

    private record Ready(String status, List<FileView> files) {}

    private record FileView(String file, String workerId, String audience, boolean ready, long secondsToExpiry) {}

    private final Supplier<List<FileState>> states;
    private final Time time;

    SidecarHealth(Supplier<List<FileState>> states, Time time) {
        this.states = states;
        this.time = time;
    }

    void addTo(Routes routes) {
        routes.get("/live", exchange -> Future.succeededFuture(Reply.ok(new Live("alive"))));
        routes.get("/ready", this::ready);
        routes.get("/metrics", exchange -> Future.succeededFuture(Reply.text(PROMETHEUS, metrics())));
    }

    /** Ready while every file holds a token that is alive. */
    private Future<Reply> ready(Exchange exchange) {
        Instant now = time.now();
        List<FileView> files =
                states.get().stream().map(state -> view(state, now)).toList();
        boolean ready = files.stream().allMatch(FileView::ready);
        return Future.succeededFuture(Reply.json(ready ? 200 : 503, new Ready(ready ? "ready" : "not_ready", files)));
    }

    private static FileView view(FileState state, Instant now) {
        return new FileView(
                state.plan().file().toString(),
                state.plan().workerId(),
                state.plan().audiences().toString(),
                state.isGood(now),
                state.toExpiry(now).toSeconds());
    }

    private String metrics() {
        Instant now = time.now();
        return family(
                        "token_expires_in_seconds",
                        "gauge",
                        state -> state.toExpiry(now).toMillis() / 1000.0)
                + family("token_ready", "gauge", state -> state.isGood(now) ? 1.0 : 0.0)
                + family("renewals_total", "counter", state -> (double) state.renewals())
                + family("renewal_failures_total", "counter", state -> (double) state.failures());
    }

    private String family(String name, String type, Function<FileState, Double> value) {
        String full = "stacyvm_sidecar_" + name;
        StringBuilder lines = new StringBuilder("# TYPE " + full + " " + type + "\n");
        for (FileState state : states.get()) {
            lines.append(full)
                    .append(labels(state.plan()))
                    .append(String.format(Locale.ROOT, " %s%n", value.apply(state)));
        }
        return lines.toString();
    }

    private static String labels(TokenFile plan) {
        String file = plan.file()
                .toString()
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n");
        return "{file=\"" + file + "\",worker_id=\"" + plan.workerId() + "\",audience=\"" + plan.audiences() + "\"}";
    }
}
