package dev.stacyvm.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.time.ManualTime;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tolerance matrix of the contract, section 1.5, row by row, with the verdict of both profiles. */
class ToleranceMatrixTest {
    private static final List<SharedKey> KEYS = List.of(SignedPayload.KEY);
    private static final long NOW = SignedPayload.NOW;
    private static final Optional<Rejection> ACCEPTED = Optional.empty();

    private record Row(String name, String token, Optional<Rejection> compatible, Optional<Rejection> strict) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theCompatibleProfileDecidesAsStacyVmDoes(Row row) {
        assertThat(outcome(WorkerV1Verifier.compatible(KEYS, Set.of(), new ManualTime()), row))
                .isEqualTo(row.compatible);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theStrictProfileTakesNothingLoose(Row row) {
        assertThat(outcome(WorkerV1Verifier.strict(KEYS, Set.of(), new ManualTime()), row))
                .isEqualTo(row.strict);
    }

    private static Optional<Rejection> outcome(TokenVerifier verifier, Row row) {
        return verifier.verify(row.token, Audience.CONTROL_PLANE) instanceof Verdict.Rejected rejected
                ? Optional.of(rejected.reason())
                : Optional.empty();
    }

    static Stream<Row> rows() {
        return Stream.of(
                        presence(),
                        names(),
                        audiences(),
                        scopes(),
                        times(),
                        integers(),
                        spelling(),
                        encodings(),
                        shapes())
                .flatMap(rows -> rows);
    }

    private static Stream<Row> presence() {
        return Stream.of(
                both("as every issuer emits it", SignedPayload.token(claims("")), ACCEPTED),
                both("unknown claim", SignedPayload.token(claims(",\"tenant\":{\"a\":[1,null]}")), ACCEPTED),
                both("white space around JSON", SignedPayload.token(" \n" + claims("") + "\t"), ACCEPTED),
                loose("no jti", without("jti"), Rejection.BAD_CLAIMS),
                loose("jti null", with("jti", "null"), Rejection.MALFORMED),
                loose("jti blank", with("jti", "\" \""), Rejection.BAD_CLAIMS),
                both("jti a number", with("jti", "1"), Rejection.MALFORMED),
                both("worker_id missing", without("worker_id"), Rejection.BAD_CLAIMS),
                both("worker_id blank", with("worker_id", "\" \""), Rejection.BAD_CLAIMS),
                loose("worker_id not an id", with("worker_id", "\"../etc\""), Rejection.BAD_CLAIMS),
                loose("worker_id in white space", with("worker_id", "\" worker-a \""), Rejection.BAD_CLAIMS));
    }

    private static Stream<Row> names() {
        return Stream.of(
                loose("names in upper case", renamed("worker_id", "WORKER_ID"), Rejection.MALFORMED),
                loose("one name in another case", renamed("exp", "Exp"), Rejection.MALFORMED),
                loose("a name with a Kelvin sign", renamed("worker_id", "wor\u212Aer_id"), Rejection.MALFORMED),
                both("an escaped name", renamed("exp", "e\\u0078p"), ACCEPTED),
                loose("duplicate claim, last wins", more(",\"worker_id\":\"worker-b\""), Rejection.MALFORMED),
                row("duplicate exp, the last one dead", more(",\"exp\":5"), Rejection.EXPIRED, Rejection.MALFORMED),
                loose("duplicate in another case", more(",\"Exp\":" + (NOW + 60)), Rejection.MALFORMED),
                loose("duplicate unknown claim", more(",\"x\":1,\"x\":2"), Rejection.MALFORMED),
                loose("null after a value leaves it", more(",\"worker_id\":null"), Rejection.MALFORMED));
    }

    private static Stream<Row> audiences() {
        return Stream.of(
                loose("aud missing", without("aud"), Rejection.BAD_CLAIMS),
                loose("aud null", with("aud", "null"), Rejection.MALFORMED),
                loose("aud blank", with("aud", "\" \""), Rejection.WRONG_AUDIENCE),
                loose("aud empty", with("aud", "\"\""), Rejection.BAD_CLAIMS),
                loose("aud in white space", with("aud", "\" worker:control-plane\""), Rejection.WRONG_AUDIENCE),
                both("aud of another", with("aud", "\"worker:rpc\""), Rejection.WRONG_AUDIENCE),
                both("aud array", with("aud", "[\"worker:control-plane\"]"), Rejection.MALFORMED));
    }

    private static Stream<Row> scopes() {
        return Stream.of(
                loose("scopes null", more(",\"scopes\":null"), Rejection.MALFORMED),
                both("scopes []", more(",\"scopes\":[]"), ACCEPTED),
                both("scopes a string", more(",\"scopes\":\"worker:lease\""), Rejection.MALFORMED),
                both("scopes of numbers", more(",\"scopes\":[1]"), Rejection.MALFORMED),
                loose("scopes with null", more(",\"scopes\":[null]"), Rejection.MALFORMED));
    }

    private static Stream<Row> times() {
        String year = String.valueOf(NOW + 31_536_000);
        return Stream.of(
                loose("iat missing, exp in a year", withExpAndIat(year, ""), Rejection.BAD_CLAIMS),
                loose("iat 0, exp in a year", withExpAndIat(year, "0"), Rejection.MALFORMED),
                loose("iat negative, exp in a year", withExpAndIat(year, "-5"), Rejection.MALFORMED),
                loose("exp before iat", withExpAndIat(s(NOW + 10), s(NOW + 20)), Rejection.BAD_CLAIMS),
                both("iat 30 s ahead", withExpAndIat(s(NOW + 60), s(NOW + 30)), ACCEPTED),
                both("iat 31 s ahead", withExpAndIat(s(NOW + 60), s(NOW + 31)), Rejection.NOT_YET_VALID),
                both("nbf 30 s ahead", more(",\"nbf\":" + (NOW + 30)), ACCEPTED),
                both("nbf 31 s ahead", more(",\"nbf\":" + (NOW + 31)), Rejection.NOT_YET_VALID),
                loose("nbf 0", more(",\"nbf\":0"), Rejection.MALFORMED),
                row(
                        "nbf after exp",
                        withExpAndIat(s(NOW + 10), s(NOW) + ",\"nbf\":" + (NOW + 11)),
                        ACCEPTED,
                        Optional.of(Rejection.BAD_CLAIMS)),
                both("lives 900 s", withExpAndIat(s(NOW + 900), s(NOW)), ACCEPTED),
                both("lives 901 s", withExpAndIat(s(NOW + 901), s(NOW)), Rejection.TOO_LONG_LIVED),
                both("a second to live", withExpAndIat(s(NOW + 1), s(NOW)), ACCEPTED),
                both("exp is now", withExpAndIat(s(NOW), s(NOW - 10)), Rejection.EXPIRED),
                row("exp 0", withExp("0"), Rejection.BAD_CLAIMS, Rejection.MALFORMED),
                both("exp missing", without("exp"), Rejection.BAD_CLAIMS));
    }

    private static Stream<Row> integers() {
        return Stream.of(
                both("exp 123.0", withExp("123.0"), Rejection.MALFORMED),
                both("exp 2e9", withExp("2e9"), Rejection.MALFORMED),
                both("exp in quotes", withExp("\"123\""), Rejection.MALFORMED),
                both("exp above int64", withExp("9223372036854775808"), Rejection.MALFORMED),
                both("exp with a leading zero", withExp("01778321100"), Rejection.MALFORMED),
                row("exp int64 max", withExpAndIat("9223372036854775807", ""), Rejection.EXPIRED, Rejection.MALFORMED),
                loose("exp 9e18 in digits", withExpAndIat("9000000000000000000", ""), Rejection.MALFORMED),
                loose("exp 2^40", withExpAndIat("1099511627776", ""), Rejection.MALFORMED));
    }

    private static Stream<Row> spelling() {
        String payload = encoded(claims(""));
        String good = SignedPayload.spelled(payload);
        return Stream.of(
                loose("white space around the token", " " + good + "\r\n", Rejection.MALFORMED),
                loose("CR LF inside the payload", SignedPayload.spelled(broken(payload)), Rejection.MALFORMED),
                both("padded payload", SignedPayload.spelled(padded()), Rejection.MALFORMED),
                both("padded signature", good + "=", Rejection.MALFORMED),
                both("payload in the standard alphabet", SignedPayload.spelled(standard()), Rejection.MALFORMED),
                loose("non-zero trailing bits", SignedPayload.spelled(trailingBits()), Rejection.MALFORMED),
                both("four parts", good + ".x", Rejection.MALFORMED),
                both("an empty fourth part", good + ".", Rejection.MALFORMED),
                both("two parts", good.substring(0, good.lastIndexOf('.')), Rejection.MALFORMED),
                both("prefix in another case", "S" + good.substring(1), Rejection.MALFORMED),
                both("empty", "", Rejection.MALFORMED),
                both("longer than 16 KiB", good + "x".repeat(WorkerV1Verifier.MAX_LENGTH), Rejection.MALFORMED),
                both("not signed", good.substring(0, good.length() - 43) + "A".repeat(43), Rejection.BAD_SIGNATURE),
                both("characters beyond latin", good.replace("eyJ", "\u4E00yJ"), Rejection.BAD_SIGNATURE),
                both("empty payload", SignedPayload.spelled(""), Rejection.MALFORMED));
    }

    private static Stream<Row> encodings() {
        byte[] broken = claims("").getBytes(StandardCharsets.ISO_8859_1);
        broken[claims("").indexOf("token-id")] = (byte) 0xFF;
        return Stream.of(
                both("byte order mark in JSON", SignedPayload.token("\uFEFF" + claims("")), Rejection.MALFORMED),
                loose("invalid UTF-8 in a string", SignedPayload.token(broken), Rejection.MALFORMED),
                loose("half a surrogate pair", with("jti", "\"\\ud800x\""), Rejection.MALFORMED),
                both("an escaped string", with("jti", "\"\\u0041é\""), ACCEPTED),
                both("a raw control character", with("jti", "\"a\nb\""), Rejection.MALFORMED));
    }

    private static Stream<Row> shapes() {
        return Stream.of(
                both("text after JSON", SignedPayload.token(claims("") + "x"), Rejection.MALFORMED),
                both("two objects", SignedPayload.token(claims("") + claims("")), Rejection.MALFORMED),
                both("an array", SignedPayload.token("[" + claims("") + "]"), Rejection.MALFORMED),
                both("a number", SignedPayload.token("1"), Rejection.MALFORMED),
                both("cut off", SignedPayload.token(claims("").substring(0, 60)), Rejection.MALFORMED),
                both("empty object", SignedPayload.token("{}"), Rejection.BAD_CLAIMS),
                both("trailing comma", more(","), Rejection.MALFORMED),
                both("nested too deep", more(",\"x\":" + "[".repeat(40) + "]".repeat(40)), Rejection.MALFORMED));
    }

    private static String claims(String more) {
        return "{\"worker_id\":\"worker-a\",\"jti\":\"token-id-1\",\"aud\":\"worker:control-plane\",\"exp\":"
                + (NOW + 300) + ",\"iat\":" + NOW + more + "}";
    }

    private static String more(String more) {
        return SignedPayload.token(claims(more));
    }

    private static String with(String claim, String value) {
        return SignedPayload.token(
                claims("").replaceFirst("\"" + claim + "\":[^,}]+", "\"" + claim + "\":" + literal(value)));
    }

    private static String literal(String value) {
        return Matcher.quoteReplacement(value);
    }

    private static String without(String claim) {
        return SignedPayload.token(claims("").replaceFirst("\"" + claim + "\":[^,}]+,", ""));
    }

    private static String renamed(String claim, String name) {
        return SignedPayload.token(claims("").replace("\"" + claim + "\"", "\"" + name + "\""));
    }

    private static String withExp(String value) {
        return with("exp", value);
    }

    private static String withExpAndIat(String exp, String iat) {
        return SignedPayload.token("{\"worker_id\":\"worker-a\",\"jti\":\"x\",\"aud\":\"worker:control-plane\",\"exp\":"
                + exp + (iat.isEmpty() ? "" : ",\"iat\":" + iat) + "}");
    }

    private static String s(long value) {
        return Long.toString(value);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String broken(String payload) {
        return payload.substring(0, 20) + "\r\n" + payload.substring(20);
    }

    /** Claims whose encoding ends within a group, so that there is padding and there are trailing bits. */
    private static String ragged() {
        return Stream.of("", " ", "  ")
                .map(space -> claims("") + space)
                .filter(json -> json.length() % 3 == 1)
                .findFirst()
                .orElseThrow();
    }

    private static String padded() {
        return Base64.getUrlEncoder().encodeToString(ragged().getBytes(StandardCharsets.UTF_8));
    }

    private static String trailingBits() {
        String payload = encoded(ragged());
        return payload.substring(0, payload.length() - 1) + (char) (payload.charAt(payload.length() - 1) + 1);
    }

    private static String standard() {
        byte[] json = claims(",\"x\":\"???>>>~~~\"").getBytes(StandardCharsets.UTF_8);
        String payload = Base64.getEncoder().withoutPadding().encodeToString(json);
        assertThat(payload).containsAnyOf("+", "/");
        return payload;
    }

    private static Row both(String name, String token, Optional<Rejection> verdict) {
        return new Row(name, token, verdict, verdict);
    }

    private static Row both(String name, String token, Rejection verdict) {
        return both(name, token, Optional.of(verdict));
    }

    private static Row loose(String name, String token, Rejection strict) {
        return new Row(name, token, ACCEPTED, Optional.of(strict));
    }

    private static Row row(String name, String token, Optional<Rejection> compatible, Optional<Rejection> strict) {
        return new Row(name, token, compatible, strict);
    }

    private static Row row(String name, String token, Rejection compatible, Rejection strict) {
        return new Row(name, token, Optional.of(compatible), Optional.of(strict));
    }
}
