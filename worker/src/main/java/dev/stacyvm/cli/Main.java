package dev.stacyvm.cli;

import dev.stacyvm.app.OperatorError;
import dev.stacyvm.wire.Printable;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** Where the JVM enters and leaves. */
public final class Main {
    /** Standard exit code for a command line that does not parse. */
    static final int USAGE = 2;

    private static final int MAX_SENTENCE = 2000;

    private Main() {}

    public static void main(String[] arguments) {
        EarlyEnd.arm(arguments);
        if (Commands.areShort(arguments)) {
            SparedLookups.tellOfNoUrls();
            leaveAtOnce(live(Terminal.ofThisProcess(), arguments));
        }
        System.exit(live(Terminal.ofThisProcess(), arguments));
    }

    /** For what leaves nothing to tidy: an orderly exit looks through every jar for somebody to log it to. */
    private static void leaveAtOnce(int exit) {
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(exit);
    }

    /** All that this process does for one command line, to the end of the role that it starts, if any. */
    static int live(Terminal terminal, String... arguments) {
        SparedLookups.tell();
        LogSettings.choose(terminal, arguments);
        int exit = run(terminal, arguments);
        Foreground.sleepWhileServing();
        EarlyEnd.disarm();
        return exit;
    }

    /** Runs one command to its end and answers its exit code. */
    static int run(Terminal terminal, String... arguments) {
        CommandLine commands = Commands.of(terminal, arguments);
        commands.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        commands.setParameterExceptionHandler((invalid, words) -> refuse(terminal, invalid));
        commands.setExecutionExceptionHandler(
                (failure, command, parsed) -> fail(terminal, failure, command, arguments));
        return commands.execute(arguments);
    }

    private static int refuse(Terminal terminal, CommandLine.ParameterException invalid) {
        String command = invalid.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err().println("stacyvm: " + sentence(invalid) + "; see: " + command + " --help");
        return USAGE;
    }

    private static int fail(Terminal terminal, Exception failure, CommandLine command, String[] arguments) {
        if (failure instanceof UsageError) {
            return refuse(terminal, new CommandLine.ParameterException(command, String.valueOf(failure.getMessage())));
        }
        boolean expected = failure instanceof OperatorError;
        String what = expected ? sentence(failure) : "unexpected failure: " + failure;
        terminal.err().println("stacyvm: " + what);
        if (List.of(arguments).contains("--verbose")) {
            failure.printStackTrace(terminal.err());
        }
        return 1;
    }

    private static String sentence(Throwable failure) {
        return Printable.of(String.valueOf(failure.getMessage()).replace('\n', ' '), MAX_SENTENCE);
    }
}
