package dev.stacyvm.cli;

import dev.stacyvm.app.CertifyRole;
import dev.stacyvm.app.KafkaAccess;
import dev.stacyvm.app.Publishing;
import dev.stacyvm.check.CertificationSettings;
import dev.stacyvm.check.Target;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "runtime",
        description =
                "Check what the sandbox runtimes of this host need, publish the result, and report it. Ends with 1"
                        + " when a required check failed; warnings do not fail it.")
final class CertifyRuntimeCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "RUNTIME",
            defaultValue = "all",
            description = "all, docker, gvisor, kata, firecracker or proot (default ${DEFAULT-VALUE}).")
    private Target target;

    @Mixin
    private ReportOptions report;

    @Mixin
    private StateOption state;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private PublishOptions publish;

    @Option(
            names = "--engine-host",
            paramLabel = "NAME",
            defaultValue = "",
            description = "The Docker engine's own host name, where the engine of another host is certified from here.")
    private String engineHost;

    private final Terminal terminal;

    CertifyRuntimeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        report.check(terminal);
        Optional<KafkaAccess> cluster = kafka.access(terminal);
        Optional<Publishing> publishing =
                state.orWarn(terminal).map(folder -> new Publishing(folder, cluster, publish.timeout()));
        CertificationSettings settings =
                CertificationSettings.of(terminal.environment()).withEngineHost(engineHost);
        CertifyRole.Outcome outcome = OneShot.call(
                vertx -> new CertifyRole(vertx, terminal.environment(), publishing).runtime(target, settings));
        PublishNote.tell(terminal, publishing, outcome);
        return report.tell(terminal, outcome.report());
    }
}
