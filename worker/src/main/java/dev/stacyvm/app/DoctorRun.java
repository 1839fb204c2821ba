package dev.stacyvm.app;

import dev.stacyvm.bus.local.StateFolder;
import dev.stacyvm.config.LoadResult;
import dev.stacyvm.doctor.Doctor;
import dev.stacyvm.doctor.DoctorSettings;
import dev.stacyvm.doctor.Servers;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ClientTls;
import dev.stacyvm.lint.Mode;
import dev.stacyvm.probe.HostIdentity;
import dev.stacyvm.probe.LocalHost;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Report;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code doctor}: this host, checked. */
public final class DoctorRun {
    private static final Duration SERVER_LIMIT = Duration.ofSeconds(3);
    private static final Path USUAL_TOKEN_FILE = Path.of("/run/secrets/stacyvm-worker-token");

    private DoctorRun() {}

    /**
     * What to check.
     *
     * @param environment of the process
     * @param folder what relative paths start from
     * @param issuer where it is not the control plane
     * @param tls whose word is taken for an https service
     */
    public record Plan(
            ConfigFile config,
            Map<String, String> environment,
            Path folder,
            Optional<Path> tokenFile,
            Optional<Path> state,
            Optional<Path> artifacts,
            Optional<BaseUrl> issuer,
            ClientTls tls) {
        /** The usual places on this host. */
        public static Plan of(ConfigFile config, Map<String, String> environment, Path folder) {
            return new Plan(
                    config,
                    environment,
                    folder,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    ClientTls.usual());
        }
    }

    /** Never fails for anything the host or a server does. */
    public static Future<List<CheckResult>> checks(Vertx vertx, Plan plan, Mode mode) {
        Map<String, String> environment = ConfiguredHost.environment(plan.config(), plan.environment());
        LocalHost host = LocalHost.create(vertx, LocalHost.Limits.standard(), environment);
        ApiClient client = ApiClient.create(vertx, plan.tls());
        Doctor doctor = Doctor.create(vertx, host, Servers.over(client, SERVER_LIMIT), Time.system(), settings(plan));
        return doctor.check(plan.config().result(), mode).eventually(() -> {
            doctor.close();
            host.close();
            return client.close();
        });
    }

    public static Report report(List<CheckResult> checks, Mode mode) {
        Map<String, String> subject = new LinkedHashMap<>();
        subject.put("report", "doctor");
        subject.put("mode", mode.name().toLowerCase(Locale.ROOT));
        String now = Time.system().now().truncatedTo(ChronoUnit.SECONDS).toString();
        return Report.of(now, "", HostIdentity.ofThisMachine().facts(), checks).about(subject);
    }

    private static DoctorSettings settings(Plan plan) {
        Path folder = plan.folder().toAbsolutePath();
        StateFolder process = StateFolder.ofThisProcess();
        StateFolder states = new StateFolder(plan.environment(), folder, process.home(), process.system());
        Path usualArtifacts = folder.resolve(".stacyvm/artifacts");
        return new DoctorSettings(
                folder,
                plan.tokenFile().map(folder::resolve),
                USUAL_TOKEN_FILE,
                states.choose(plan.state(), configuredState(plan)),
                plan.artifacts()
                        .map(folder::resolve)
                        .or(() -> Optional.of(usualArtifacts).filter(Files::isDirectory)),
                plan.issuer(),
                ConfiguredHost.certification(plan.config(), plan.environment()));
    }

    private static String configuredState(Plan plan) {
        return plan.config().result() instanceof LoadResult.Loaded loaded
                ? loaded.configuration().events().stateDir()
                : "";
    }
}
