package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacyvm.time.GoDuration;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;

class ArgumentTest {
    private enum Shade {
        LIGHT,
        DARK
    }

    @Test
    void whatIsLeftOutIsItsDefaultOrNothing() {
        Argument.Sure<Duration> ttl =
                Argument.option(GoDuration::parse, "--ttl", "T", "").orElse("5m");
        Argument<String> file = Argument.option("--file", "F", "");
        Argument.Sure<List<String>> scopes = Argument.options("--scope", "S", "");
        Argument.Sure<Boolean> once = Argument.flag("--once", "");
        Argument<String> key = Argument.optionWithOrWithoutValue("--key", "K", "");
        parse(List.of(ttl, file, scopes, once, key));
        assertThat(ttl.get()).isEqualTo(Duration.ofMinutes(5));
        assertThat(file.given()).isEmpty();
        assertThat(scopes.get()).isEmpty();
        assertThat(once.get()).isFalse();
        assertThat(key.given()).isEmpty();
    }

    @Test
    void whatIsGivenIsTurnedIntoItsValue() {
        Argument<Shade> shade = Argument.option(Shade.class, "--shade", "S", "").alsoNamed("--tone");
        Argument.Sure<List<Duration>> waits = Argument.options(GoDuration::parse, "--wait", "T", "");
        Argument.Sure<Boolean> once = Argument.flag("--once", "");
        Argument<String> key = Argument.optionWithOrWithoutValue("--key", "K", "");
        Argument<Duration> word = Argument.optionalWord(GoDuration::parse, "W", "");
        parse(
                List.of(shade, waits, once, key, word),
                "--tone",
                "dark",
                "--wait=1s",
                "--wait",
                "2s",
                "--once",
                "3s",
                "--key");
        assertThat(shade.given()).contains(Shade.DARK);
        assertThat(waits.get()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(once.get()).isTrue();
        assertThat(key.given()).contains("");
        assertThat(word.given()).contains(Duration.ofSeconds(3));
    }

    @Test
    void aWordThatIsNoneIsRefusedWithItsParsersSentence() {
        Argument<Duration> ttl = Argument.option(GoDuration::parse, "--ttl", "T", "");
        assertThatThrownBy(() -> parse(List.of(ttl), "--ttl", "soon"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("--ttl")
                .hasMessageContaining("\"soon\" is not a duration");
    }

    @Test
    void whatMustBeThereIsMissed() {
        Argument.Sure<String> required = Argument.option("--file", "F", "").required();
        Argument.Sure<String> word = Argument.word("TOKEN", "");
        ArgumentGroup group =
                ArgumentGroup.exactlyOneOf(Argument.option("--token", "T", ""), Argument.option("--worker", "W", ""));
        assertThatThrownBy(() -> parse(List.of(required))).isInstanceOf(MissingParameterException.class);
        assertThatThrownBy(() -> parse(List.of(word))).isInstanceOf(MissingParameterException.class);
        assertThatThrownBy(() -> parse(List.of(group))).isInstanceOf(MissingParameterException.class);
        assertThatThrownBy(() -> parse(List.of(group), "--token", "a", "--worker", "b"))
                .isInstanceOf(CommandLine.MutuallyExclusiveArgsException.class);
    }

    @Test
    void everyWordThatAShellOffersIsTaken() {
        Terminal terminal = new Terminal(System.out, System.err, InputStream.nullInputStream(), Map.of(), Path.of(""));
        CommandLine all = Commands.of(terminal);
        assertThat(commands(all).flatMap(command -> command.getCommandSpec().args().stream()))
                .filteredOn(argument -> argument.completionCandidates() != null)
                .hasSizeGreaterThan(10)
                .allSatisfy(ArgumentTest::takesWhatItOffers);
    }

    private static void takesWhatItOffers(ArgSpec argument) {
        for (String word : argument.completionCandidates()) {
            assertThatCode(() -> {
                        for (var converter : argument.converters()) {
                            converter.convert(word);
                        }
                    })
                    .as("%s of %s", word, argument.paramLabel())
                    .doesNotThrowAnyException();
        }
        assertThat(argument.completionCandidates()).isNotEmpty();
    }

    private static Stream<CommandLine> commands(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(ArgumentTest::commands));
    }

    private static void parse(List<CommandPart> parts, String... words) {
        CommandLines.command("test", "", (Runnable) () -> {}, parts.toArray(CommandPart[]::new))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(words);
    }
}
