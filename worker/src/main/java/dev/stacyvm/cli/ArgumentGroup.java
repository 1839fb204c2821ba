package dev.stacyvm.cli;

import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Options that stand together in the help, or exclude each other. */
final class ArgumentGroup implements CommandPart {
    private final ArgGroupSpec spec;

    private ArgumentGroup(ArgGroupSpec spec) {
        this.spec = spec;
    }

    static ArgumentGroup exactlyOneOf(Argument<?>... options) {
        return of(ArgGroupSpec.builder().multiplicity("1"), options);
    }

    /** @param heading the line above them */
    static ArgumentGroup under(String heading, Argument<?>... options) {
        return of(ArgGroupSpec.builder().exclusive(false).heading("%n" + heading + "%n"), options);
    }

    private static ArgumentGroup of(ArgGroupSpec.Builder builder, Argument<?>... options) {
        for (Argument<?> option : options) {
            option.addTo(builder);
        }
        return new ArgumentGroup(builder.build());
    }

    @Override
    public void addTo(CommandSpec command) {
        command.addArgGroup(spec);
    }
}
