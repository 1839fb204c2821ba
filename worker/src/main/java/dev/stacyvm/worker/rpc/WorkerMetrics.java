package dev.stacyvm.worker.rpc;

import dev.stacyvm.time.Time;
import dev.stacyvm.worker.Link;
import dev.stacyvm.worker.Worker;
import dev.stacyvm.worker.WorkerStatus;
import dev.stacyvm.worker.client.ObservedTokens;
import dev.stacyvm.worker.client.TokenState;
import dev.stacyvm.worker.lease.LeaseStatus;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A worker's figures in Prometheus' text format. */
final class WorkerMetrics {
    private static final String PREFIX = "stacyvm_worker_";

    private final Worker worker;
    private final ObservedTokens tokens;
    private final RpcCounters calls;
    private final Time time;

    WorkerMetrics(Worker worker, ObservedTokens tokens, RpcCounters calls, Time time) {
        this.worker = worker;
        this.tokens = tokens;
        this.calls = calls;
        this.time = time;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        heartbeats(text);
        token(text);
        leases(text);
        head(text, "provider_offered", "gauge");
        worker.providers().forEach(name -> line(text, "provider_offered", label("provider", name), 1));
        head(text, "rpc_requests_total", "counter");
        calls.counts()
                .forEach((kind, count) -> line(
                        text,
                        "rpc_requests_total",
                        "{method=\"" + kind.method() + "\",status=\"" + kind.status() + "\"}",
                        count));
        return text.toString();
    }

    private void heartbeats(StringBuilder text) {
        single(text, "heartbeats_total", "counter", (double) worker.beats().accepted());
        single(text, "heartbeat_failures_total", "counter", (double)
                worker.beats().failed());
        single(text, "connected", "gauge", worker.link() instanceof Link.Up ? 1 : 0);
        single(text, "draining", "gauge", worker.status() == WorkerStatus.DRAINING ? 1 : 0);
    }

    private void token(StringBuilder text) {
        head(text, "token_state", "gauge");
        for (TokenState state : TokenState.values()) {
            line(text, "token_state", label("state", state.word()), state == tokens.state() ? 1 : 0);
        }
        tokens.expiresAt()
                .ifPresent(end -> single(
                        text,
                        "token_expires_in_seconds",
                        "gauge",
                        Duration.between(time.now(), end).toMillis() / 1000.0));
    }

    private void leases(StringBuilder text) {
        family(text, "lease_held", lease -> lease.isHeld() ? 1 : 0);
        family(text, "lease_generation", lease -> (double) lease.generation().orElse(0));
        family(text, "lease_remaining_seconds", lease -> lease.remaining().toMillis() / 1000.0);
    }

    private void family(StringBuilder text, String name, ToDoubleFunction<LeaseStatus> value) {
        head(text, name, "gauge");
        worker.leases()
                .forEach(lease -> line(text, name, label("lease", lease.resource()), value.applyAsDouble(lease)));
    }

    private static void single(StringBuilder text, String name, String type, double value) {
        head(text, name, type);
        line(text, name, "", value);
    }

    private static String label(String name, String value) {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return "{" + name + "=\"" + escaped + "\"}";
    }

    private static void head(StringBuilder text, String name, String type) {
        text.append("# TYPE ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(type)
                .append('\n');
    }

    private static void line(StringBuilder text, String name, String labels, double value) {
        String number =
                value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%s", value);
        text.append(PREFIX)
                .append(name)
                .append(labels)
                .append(' ')
                .append(number)
                .append('\n');
    }
}
