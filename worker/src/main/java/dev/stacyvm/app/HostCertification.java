package dev.stacyvm.app;

import dev.stacyvm.probe.LocalHost;
import dev.stacyvm.report.Certified;
import dev.stacyvm.time.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Certifies this host at start, again after every interval, and whenever a glance shows that it has drifted; remembers
 * which runtimes stood. What an engine ran stands no more from the moment the engine is seen gone. Used on one event loop.
 */
final class HostCertification implements Role {
    private static final Logger LOG = LoggerFactory.getLogger(HostCertification.class);
    private static final Duration AGAIN_AFTER_FAILURE = Duration.ofSeconds(30);
    private static final Duration FASTEST_GLANCE = Duration.ofSeconds(1);
    private static final Set<String> OF_THE_ENGINE = Set.of("docker", "gvisor", "kata");

    /**
     * What it works with.
     *
     * @param certify the runtimes that stand; empty when there is no report
     * @param close ends what the others hold
     */
    record Tools(
            Scheduler scheduler,
            Supplier<Future<Optional<List<String>>>> certify,
            Supplier<Future<HostGlance>> glance,
            Supplier<Future<Void>> close) {}

    private final Tools tools;
    private final Duration interval;
    private final Duration glances;
    private List<String> standing = List.of();
    private Optional<HostGlance> last = Optional.empty();
    private Scheduler.Scheduled next = () -> {};
    private Scheduler.Scheduled nextGlance = () -> {};
    private boolean certifying;
    private boolean again;
    private boolean stopped;

    /** @param glances how often the host is glanced at, at most once a second */
    HostCertification(Tools tools, Duration interval, Duration glances) {
        this.tools = tools;
        this.interval = interval;
        this.glances = glances.compareTo(FASTEST_GLANCE) < 0 ? FASTEST_GLANCE : glances;
    }

    /** Of this machine, as the settings say, with a glance for every heartbeat. */
    static HostCertification of(Vertx vertx, WorkerRoleSettings settings, WorkerRoleSettings.Certifying plan) {
        CertifyChild child = new CertifyChild(vertx, settings.state(), settings.issuer());
        LocalHost host = LocalHost.create(vertx, LocalHost.Limits.standard(), plan.environment());
        HostWatch watch = new HostWatch(vertx, host, plan.environment());
        Tools tools = new Tools(Scheduler.of(vertx), child::certify, watch::glance, () -> {
            child.close();
            host.close();
            return watch.close();
        });
        return new HostCertification(tools, plan.every(), settings.heartbeatInterval());
    }

    HostCertification start() {
        certify();
        glance();
        return this;
    }

    /** The runtimes whose last certification passed and that are still there; none before the first has ended. */
    List<String> standing() {
        return standing;
    }

    @Override
    public Future<Void> stop() {
        stopped = true;
        next.cancel();
        nextGlance.cancel();
        return tools.close().get();
    }

    private void certify() {
        next.cancel();
        if (certifying) {
            again = true;
            return;
        }
        certifying = true;
        tools.certify().get().onSuccess(this::certified);
    }

    private void certified(Optional<List<String>> found) {
        certifying = false;
        if (stopped) {
            return;
        }
        if (again) {
            // What was found may be of before the drift.
            again = false;
            certify();
            return;
        }
        found.ifPresent(this::adopt);
        next = tools.scheduler().after(found.isPresent() ? interval : AGAIN_AFTER_FAILURE, this::certify);
    }

    private void adopt(List<String> found) {
        standing = withoutEngine(found);
        LOG.info("host certified passed={} failed={}", listed(standing), listed(Certified.others(standing)));
    }

    private void glance() {
        tools.glance().get().onSuccess(this::seen).onComplete(done -> {
            if (!stopped) {
                nextGlance = tools.scheduler().after(glances, this::glance);
            }
        });
    }

    private void seen(HostGlance now) {
        boolean drifted = last.filter(now::differsFrom).isPresent();
        last = Optional.of(now);
        if (drifted && !stopped) {
            standing = withoutEngine(standing);
            LOG.warn("the host has drifted, it is certified again passed={}", listed(standing));
            certify();
        }
    }

    private static String listed(List<String> runtimes) {
        return runtimes.isEmpty() ? "none" : String.join(",", runtimes);
    }

    private List<String> withoutEngine(List<String> runtimes) {
        boolean gone = last.filter(glance -> !glance.hasEngine()).isPresent();
        return gone
                ? runtimes.stream()
                        .filter(runtime -> !OF_THE_ENGINE.contains(runtime))
                        .toList()
                : runtimes;
    }
}
