package dev.stacyvm.cli;

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
        if (trusted) {
            addTrusted(root, terminal);
        } else {
            addAll(root, terminal);
        }
        withCommonOptions(root);
        return root.setCaseInsensitiveEnumValuesAllowed(true).setAllowSubcommandsAsOptionParameters(true);
    }

    private static void addTrusted(CommandLine root, Terminal terminal) {
        CommandLine issuer = new CommandLine(new IssuerCommand())
                .addSubcommand(new IssuerServeCommand(terminal))
                .addSubcommand(new JoinTokenCommand(terminal));
        root.addSubcommand(issuer).addSubcommand(new SidecarCommand(terminal));
        Converters.register(root);
    }

    private static void addAll(CommandLine root, Terminal terminal) {
        root.addSubcommand(new UpCommand(terminal)).addSubcommand(worker(terminal));
        addTrusted(root, terminal);
        root.addSubcommand(certify(terminal))
                .addSubcommand(new RecorderCommand(terminal))
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
        CommandLine token = new CommandLine(new TokenCommand(terminal))
                .addSubcommand(new TokenInspectCommand(terminal))
                .addSubcommand(new TokenVerifyCommand(terminal))
                .addSubcommand(new RotationPlanCommand(terminal));
        return new CommandLine(new WorkerCommand(terminal)).addSubcommand(token);
    }

    private static CommandLine certify(Terminal terminal) {
        return new CommandLine(new CertifyCommand())
                .addSubcommand(new CertifyRuntimeCommand(terminal))
                .addSubcommand(new CertifyIdentityCommand(terminal));
    }
}
