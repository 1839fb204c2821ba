package dev.stacyvm.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileContentTest {
    private static final Instant NOW = Instant.ofEpochSecond(SignedPayload.NOW);
    private static final String GOOD = SignedPayload.token(SignedPayload.json("id", 300));
    private static final String JWT = "eyJhbGciOiJFUzI1NiJ9.eyJleHAiOjE3NzgzMjExMDB9." + "A".repeat(86);

    private record Case(String name, String content, String why) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuses(Case one) {
        assertThat(judge(one.content)).isEqualTo(new FileContent.Unusable(one.why));
    }

    static Stream<Case> refused() {
        String torn = "holds a damaged or half-written token";
        return Stream.of(
                new Case("nothing", "", "is empty"),
                new Case("white space", " \r\n\t\u00A0", "is empty"),
                new Case("the first letter of ours", "s", torn),
                new Case("a beginning of our prefix", "stacyvm-worker", torn),
                new Case("our prefix alone", "stacyvm-worker-v1.", torn),
                new Case("a beginning of a JWT", "e", torn),
                new Case("more of a beginning of a JWT", "eyJhbGciOi", torn),
                new Case("no signature", GOOD.substring(0, GOOD.lastIndexOf('.')), torn),
                new Case("half a signature", GOOD.substring(0, GOOD.length() - 20), torn),
                new Case("a signature short of one character", GOOD.substring(0, GOOD.length() - 1), torn),
                new Case("a signature and a tail", GOOD + "x", torn),
                new Case("two tokens in one line", GOOD + GOOD, torn),
                new Case("a JWT short of one character", JWT.substring(0, JWT.length() - 1), torn),
                new Case("a loosely spelled token", GOOD.replace(".", ". "), torn),
                new Case("two tokens in two lines", GOOD + "\n" + GOOD, "holds more than one line"),
                new Case("an old Mac's lines", "a\rb", "holds more than one line"),
                new Case("a byte order mark", "\uFEFF" + GOOD, "holds a byte order mark; save it without one"),
                new Case("a NUL at the end", GOOD + "\0", "holds a NUL byte"),
                new Case("NULs only", "\0\0\0", "holds a NUL byte"),
                new Case("letters beyond ASCII", "tökén", "holds a character that no token has"),
                new Case("a tab inside", "a\tb", "holds a character that no token has"),
                new Case("DEL", "a\u007f", "holds a character that no token has"),
                new Case("expired", token("id", 0), "holds a token that expired at 2026-05-09T10:00:00Z"),
                new Case(
                        "no expiry",
                        SignedPayload.token("{\"worker_id\":\"worker-a\"}"),
                        "holds a token that never expires"),
                new Case(
                        "another worker's",
                        SignedPayload.token(SignedPayload.json("id", 300).replace("worker-a", "worker-b")),
                        "holds the token of another worker than worker-a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "%s\n", "\r\n%s\r\n", "  \t%s\u00A0"})
    void takesATokenOfOursInWhiteSpace(String form) {
        assertThat(judge(form.formatted(GOOD))).isInstanceOfSatisfying(FileContent.Ours.class, ours -> {
            assertThat(ours.token().revealText()).isEqualTo(GOOD);
            assertThat(ours.expiresAt()).isEqualTo(NOW.plusSeconds(300));
        });
    }

    @Test
    void takesAJwt() {
        assertThat(FileContent.of(JWT.getBytes(StandardCharsets.UTF_8), Optional.empty(), NOW))
                .isInstanceOf(FileContent.Ours.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"static-worker-token", "two words", "stacyvm-worker-v2.a.b", "Eyj", "~!@#"})
    void takesAnyOtherPrintableLineAsAStaticToken(String line) {
        assertThat(judge(line + "\n"))
                .isInstanceOfSatisfying(
                        FileContent.Opaque.class,
                        opaque -> assertThat(opaque.token().revealText()).isEqualTo(line));
    }

    @Property
    void noBeginningOfATokenIsTaken(@ForAll @IntRange(min = 0, max = 255) int length) {
        String cut = GOOD.substring(0, Math.min(length, GOOD.length() - 1));

        assertThat(judge(cut)).isInstanceOf(FileContent.Unusable.class);
    }

    @Property
    void neverThrowsWhateverTheBytes(@ForAll byte[] content) {
        assertThat(FileContent.of(content, Optional.empty(), NOW)).isNotNull();
    }

    private static FileContent judge(String content) {
        return FileContent.of(content.getBytes(StandardCharsets.UTF_8), Optional.of("worker-a"), NOW);
    }

    private static String token(String tokenId, long seconds) {
        return SignedPayload.token(SignedPayload.json(tokenId, seconds));
    }
}
