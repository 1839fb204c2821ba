package dev.stacyvm.worker.rpc;

import dev.stacyvm.time.Time;
import dev.stacyvm.worker.Beats;
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
        head(text, "provider_offered", "gauge", "What heartbeats offer now, by provider.");
        worker.providers().forEach(name -> line(text, "provider_offered", label("provider", name), 1));
        head(text, "rpc_requests_total", "counter", "Calls that ended, by method and status.");
        calls.counts()
                .forEach((kind, count) -> line(
                        text,
                        "rpc_requests_total",
                        "{method=\"" + kind.method() + "\",status=\"" + kind.status() + "\"}",
                        count));
        return text.toString();
    }

    private void heartbeats(StringBuilder text) {
        Beats beats = worker.beats();
        head(text, "heartbeats_total", "counter", "Heartbeats that were accepted.");
        line(text, "heartbeats_total", "", (double) beats.accepted());
        head(text, "heartbeat_failures_total", "counter", "Heartbeats that were not.");
        line(text, "heartbeat_failures_total", "", (double) beats.failed());
        head(text, "connected", "gauge", "Whether the last heartbeat was accepted.");
        line(text, "connected", "", worker.link() instanceof Link.Up ? 1 : 0);
        head(text, "draining", "gauge", "Whether no more work is taken.");
        line(text, "draining", "", worker.status() == WorkerStatus.DRAINING ? 1 : 0);
    }

    private void token(StringBuilder text) {
        head(text, "token_state", "gauge", "1 for how it stands with the token: ok, degraded or none.");
        for (TokenState state : TokenState.values()) {
            line(text, "token_state", label("state", state.word()), state == tokens.state() ? 1 : 0);
        }
        tokens.expiresAt().ifPresent(end -> {
            head(text, "token_expires_in_seconds", "gauge", "Until the token that would be sent ends.");
            line(
                    text,
                    "token_expires_in_seconds",
                    "",
                    Duration.between(time.now(), end).toMillis() / 1000.0);
        });
    }

    private void leases(StringBuilder text) {
        family(text, "lease_held", "Whether the lease is held.", lease -> lease.isHeld() ? 1 : 0);
        family(text, "lease_generation", "The fencing number; 0 when the lease is not held.", lease ->
                (double) lease.generation().orElse(0));
        family(
                text,
                "lease_remaining_seconds",
                "What is left of the term by the clock that has gone furthest.",
                lease -> lease.remaining().toMillis() / 1000.0);
    }

    private void family(StringBuilder text, String name, String help, ToDoubleFunction<LeaseStatus> value) {
        head(text, name, "gauge", help);
        worker.leases()
                .forEach(lease -> line(text, name, label("lease", lease.resource()), value.applyAsDouble(lease)));
    }

    private static String label(String name, String value) {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return "{" + name + "=\"" + escaped + "\"}";
    }

    private static void head(StringBuilder text, String name, String type, String help) {
        text.append("# HELP ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(help)
                .append('\n');
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
