package dev.stacyvm.cli;

import java.util.List;
import picocli.CommandLine;

/** The tree of commands. */
final class Commands {
    private static final List<String> NAMES = List.of(
            "up",
            "worker",
            "issuer",
            "sidecar",
            "certify",
            "config",
            "doctor",
            "upgrade",
            "recorder",
            "events",
            "version",
            "completion");

    private final Terminal terminal;

    private final CommandLine root = CommandLines.group(
            "stacyvm", "Proves that a host may run sandboxes and that the worker on it is who it says it is.");

    private Commands(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * The commands that this command line may mean: where its first word names one, that one alone. The others would cost a
     * short command more than its own work, and a worker memory; and the trusted roles run without the certifier's jars.
     */
    static CommandLine of(Terminal terminal, String... arguments) {
        Commands commands = new Commands(terminal);
        CommandLine root = commands.root;
        if (areTokens(arguments)) {
            root.addSubcommand(commands.workerTokens());
        } else {
            meant(arguments).stream().map(commands::command).forEach(root::addSubcommand);
        }
        withCommonOptions(root);
        return root.setCaseInsensitiveEnumValuesAllowed(true).setAllowSubcommandsAsOptionParameters(true);
    }

    /** What is called often and does little. */
    static boolean areShort(String... arguments) {
        String name = arguments.length == 0 ? "" : arguments[0];
        return areTokens(arguments) || name.equals("config") || name.equals("version");
    }

    private static boolean areTokens(String... arguments) {
        return arguments.length > 1 && arguments[0].equals("worker") && arguments[1].equals("token");
    }

    private static List<String> meant(String... arguments) {
        boolean one = arguments.length > 0 && NAMES.contains(arguments[0]) && !arguments[0].equals("completion");
        return one ? List.of(arguments[0]) : NAMES;
    }

    private static void withCommonOptions(CommandLine command) {
        CommonOptions.addTo(command.getCommandSpec());
        command.getSubcommands().values().forEach(Commands::withCommonOptions);
    }

    private CommandLine command(String name) {
        return switch (name) {
            case "up" -> new UpCommand(terminal).commandLine();
            case "worker" -> new WorkerCommand(terminal).commandLine().addSubcommand(token());
            case "issuer" -> issuer();
            case "sidecar" -> new SidecarCommand(terminal).commandLine();
            case "certify" -> certify();
            case "config" ->
                CommandLines.group("config", "Look at the configuration.")
                        .addSubcommand(new ConfigLintCommand(terminal).commandLine());
            case "doctor" -> new DoctorCommand(terminal).commandLine();
            case "upgrade" ->
                CommandLines.group("upgrade", "Prepare an upgrade.")
                        .addSubcommand(new UpgradeRehearseCommand(terminal).commandLine());
            case "recorder" -> recorder();
            case "events" -> events();
            case "version" -> new VersionCommand(terminal).commandLine();
            case "completion" -> new CompletionCommand(terminal, root).commandLine();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** What is below {@code worker token} starts without the worker. */
    private CommandLine workerTokens() {
        return CommandLines.group("worker", "Run a worker, or work with its tokens.")
                .addSubcommand(token());
    }

    private CommandLine token() {
        return new TokenCommand(terminal)
                .commandLine()
                .addSubcommand(new TokenInspectCommand(terminal).commandLine())
                .addSubcommand(new TokenVerifyCommand(terminal).commandLine())
                .addSubcommand(new RotationPlanCommand(terminal).commandLine());
    }

    private CommandLine issuer() {
        return CommandLines.group(
                        "issuer", "The issuer service: mints tokens, keeps the registry of workers and their leases.")
                .addSubcommand(new IssuerServeCommand(terminal).commandLine())
                .addSubcommand(new IssuerBackupCommand(terminal).commandLine())
                .addSubcommand(new IssuerRecoverCommand(terminal).commandLine())
                .addSubcommand(new JoinTokenCommand(terminal).commandLine())
                .addSubcommand(new KeysCommand(terminal).commandLine())
                .addSubcommand(new RotateCommand(terminal).commandLine())
                .addSubcommand(new RevokeCommand(terminal).commandLine());
    }

    private CommandLine certify() {
        return CommandLines.group("certify", "Certify this host's runtimes, or the worker identity program on it.")
                .addSubcommand(new CertifyRuntimeCommand(terminal).commandLine())
                .addSubcommand(new CertifyIdentityCommand(terminal).commandLine())
                .addSubcommand(new CertifySignoffCommand(terminal).commandLine())
                .addSubcommand(new CertifyVerifyCommand(terminal).commandLine());
    }

    private CommandLine recorder() {
        return new RecorderCommand(terminal)
                .commandLine()
                .addSubcommand(new RecorderVerifyCommand(terminal).commandLine());
    }

    private CommandLine events() {
        return CommandLines.group("events", "Show certification events of this machine's log, or of a Kafka cluster.")
                .addSubcommand(new EventsTailCommand(terminal).commandLine())
                .addSubcommand(new EventsReplayCommand(terminal).commandLine());
    }
}
