package dev.stacyvm.check;

import dev.stacyvm.probe.Commands;
import dev.stacyvm.probe.Host;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.HostFacts;
import dev.stacyvm.report.Report;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Certifies that the deployed program issues, verifies and refuses worker tokens as it must, by running it two children
 * at a time. Nothing is ever written to a key file that is named, and the report holds no token and no key. Close it
 * after use.
 */
public final class WorkerIdentityCertification implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerIdentityCertification.class);
    private static final int AT_ONCE = 2;

    private final Host host;
    private final Time time;
    private final Scheduler scheduler;
    private final Commands commands;
    private final WorkerExecutor files;
    private final List<String> program;
    private final Map<String, String> environment;

    private WorkerIdentityCertification(Vertx vertx, Host host, List<String> program, Map<String, String> environment) {
        this.host = host;
        this.time = Time.system();
        this.scheduler = Scheduler.of(vertx);
        this.commands = Commands.create(vertx, "stacyvm-identity", AT_ONCE);
        this.files = vertx.createSharedWorkerExecutor("stacyvm-identity-files", 1);
        this.program = List.copyOf(program);
        this.environment = withoutSettings(environment);
    }

    /**
     * Certifies one program.
     *
     * @param program the start of its command line, by absolute path; {@code worker token …} is appended
     * @param environment that of the process; what of it begins with {@code STACYVM_} does not reach the program
     */
    public static WorkerIdentityCertification create(
            Vertx vertx, Host host, List<String> program, Map<String, String> environment) {
        return new WorkerIdentityCertification(vertx, host, program, environment);
    }

    /** Ends with a report also when checks fail; never fails for anything the program or a key file does. */
    public Future<Report> run(IdentitySettings settings) {
        return host.identity()
                .compose(identity -> files.executeBlocking(() -> prepare(settings), false)
                        .compose(keys -> keys.map(made -> check(settings, made))
                                .orElseGet(() -> Future.succeededFuture(noFolder())))
                        .map(rows -> report(settings, identity.facts(), rows)));
    }

    @Override
    public void close() {
        commands.close();
        var unused = files.close();
    }

    private static Optional<IdentityKeys> prepare(IdentitySettings settings) {
        try {
            return Optional.of(IdentityKeys.prepare(settings));
        } catch (IOException noFolder) {
            return Optional.empty();
        }
    }

    private static List<CheckResult> noFolder() {
        Verdict verdict = Verdict.fail(
                "no private folder can be made for the run", "make the folder that java.io.tmpdir names writable");
        return List.of(verdict.named("identity.keys", Duration.ZERO));
    }

    private Future<List<CheckResult>> check(IdentitySettings settings, IdentityKeys keys) {
        TokenProgram tokens = new TokenProgram(commands, program, environment, keys.folder());
        return new IdentityRun(tokens, settings, keys, time, scheduler)
                .rows()
                .eventually(() -> files.executeBlocking(() -> discard(keys), false));
    }

    private static boolean discard(IdentityKeys keys) {
        try {
            keys.discard();
            return true;
        } catch (IOException left) {
            LOG.warn(
                    "The keys that were made for the certification are left over; remove the folder. file={}",
                    keys.folder());
            return false;
        }
    }

    private Report report(IdentitySettings settings, HostFacts facts, List<CheckResult> rows) {
        Map<String, String> subject = new LinkedHashMap<>();
        subject.put("worker_id", settings.workerId());
        subject.put("audience", settings.audience());
        subject.put("ttl", settings.ttl());
        subject.put("token_id", settings.tokenId());
        String now = time.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return Report.of(now, "", facts, rows).about(subject);
    }

    private static Map<String, String> withoutSettings(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(variable -> !variable.getKey().startsWith("STACYVM_"))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
