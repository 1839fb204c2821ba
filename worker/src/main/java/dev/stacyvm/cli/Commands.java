package dev.stacyvm.cli;

import java.util.Optional;
import picocli.CommandLine;

/** The tree of commands. */
final class Commands {
    private Commands() {}

    /**
     * The commands that this command line may mean. The trusted roles run without the certifier's jars, so their tree
     * names nothing of them.
     */
    static CommandLine of(Terminal terminal, String... arguments) {
        String role = arguments.length == 0 ? "" : arguments[0];
        boolean trusted = role.equals("issuer") || role.equals("sidecar");
        CommandLine root = new CommandLine(new Stacyvm());
        if (areShort(arguments)) {
            withCommonOptions(addShort(root, terminal, arguments));
        } else if (trusted) {
            addTrusted(root, terminal);
            withCommonOptions(root);
        } else {
            addAll(root, terminal);
            withCommonOptions(root);
        }
        return root.setCaseInsensitiveEnumValuesAllowed(true).setAllowSubcommandsAsOptionParameters(true);
    }

    /** What is called often and does little: there the other commands would cost more time than the command itself. */
    static boolean areShort(String... arguments) {
        String role = arguments.length == 0 ? "" : arguments[0];
        boolean token = role.equals("worker") && arguments.length > 1 && arguments[1].equals("token");
        return token || role.equals("config") || role.equals("version");
    }

    /** Answers the command at which options may stand: before it come only the words that were recognised. */
    private static CommandLine addShort(CommandLine root, Terminal terminal, String... arguments) {
        CommandLine meant = switch (arguments[0]) {
            case "worker" -> addShortToken(root, terminal, arguments.length > 2 ? arguments[2] : "");
            case "config" -> config(terminal);
            default -> new CommandLine(new VersionCommand(terminal));
        };
        if (!arguments[0].equals("worker")) {
            CertifyConverters.register(root.addSubcommand(meant));
        }
        Converters.register(root);
        return meant;
    }

    /** With the one command of that name below it, or else with all. */
    private static CommandLine addShortToken(CommandLine root, Terminal terminal, String word) {
        Optional<CommandLine> one = Optional.ofNullable(
                        switch (word) {
                            case "inspect" -> new TokenInspectCommand(terminal);
                            case "verify" -> new TokenVerifyCommand(terminal);
                            case "rotation-plan" -> new RotationPlanCommand(terminal);
                            default -> null;
                        })
                .map(CommandLine::new);
        CommandLine token = one.map(only -> new CommandLine(new WorkerTokens.Token()).addSubcommand(only))
                .orElseGet(() -> token(terminal));
        root.addSubcommand(new CommandLine(new WorkerTokens()).addSubcommand(token));
        return one.orElse(token);
    }

    private static void addTrusted(CommandLine root, Terminal terminal) {
        CommandLine issuer = new CommandLine(new IssuerCommand())
                .addSubcommand(new IssuerServeCommand(terminal))
                .addSubcommand(new IssuerBackupCommand(terminal))
                .addSubcommand(new IssuerRecoverCommand(terminal))
                .addSubcommand(new JoinTokenCommand(terminal))
                .addSubcommand(new KeysCommand(terminal))
                .addSubcommand(new RotateCommand(terminal))
                .addSubcommand(new RevokeCommand(terminal));
        root.addSubcommand(issuer).addSubcommand(new SidecarCommand(terminal));
        Converters.register(root);
    }

    private static void addAll(CommandLine root, Terminal terminal) {
        root.addSubcommand(new UpCommand(terminal)).addSubcommand(worker(terminal));
        addTrusted(root, terminal);
        root.addSubcommand(certify(terminal))
                .addSubcommand(config(terminal))
                .addSubcommand(new DoctorCommand(terminal))
                .addSubcommand(
                        new CommandLine(new UpgradeCommand()).addSubcommand(new UpgradeRehearseCommand(terminal)))
                .addSubcommand(recorder(terminal))
                .addSubcommand(events(terminal))
                .addSubcommand(new VersionCommand(terminal))
                .addSubcommand(new CompletionCommand(terminal));
        Converters.register(root);
        CertifyConverters.register(root);
    }

    private static void withCommonOptions(CommandLine command) {
        command.addMixin("common", new CommonOptions());
        command.getSubcommands().values().forEach(Commands::withCommonOptions);
    }

    private static CommandLine worker(Terminal terminal) {
        return new CommandLine(new WorkerCommand(terminal)).addSubcommand(token(terminal));
    }

    private static CommandLine token(Terminal terminal) {
        return new CommandLine(new TokenCommand(terminal))
                .addSubcommand(new TokenInspectCommand(terminal))
                .addSubcommand(new TokenVerifyCommand(terminal))
                .addSubcommand(new RotationPlanCommand(terminal));
    }

    private static CommandLine recorder(Terminal terminal) {
        return new CommandLine(new RecorderCommand(terminal)).addSubcommand(new RecorderVerifyCommand(terminal));
    }

    private static CommandLine events(Terminal terminal) {
        return new CommandLine(new EventsCommand())
                .addSubcommand(new EventsTailCommand(terminal))
                .addSubcommand(new EventsReplayCommand(terminal));
    }

    private static CommandLine certify(Terminal terminal) {
        return new CommandLine(new CertifyCommand())
                .addSubcommand(new CertifyRuntimeCommand(terminal))
                .addSubcommand(new CertifyIdentityCommand(terminal))
                .addSubcommand(new CertifySignoffCommand(terminal))
                .addSubcommand(new CertifyVerifyCommand(terminal));
    }

    private static CommandLine config(Terminal terminal) {
        return new CommandLine(new ConfigCommand()).addSubcommand(new ConfigLintCommand(terminal));
    }
}
