package dev.stacyvm.issuer;

import dev.stacyvm.file.Secret;
import dev.stacyvm.key.JwtMinter;
import dev.stacyvm.key.MintRequest;
import dev.stacyvm.key.SigningKey;
import dev.stacyvm.key.WorkerV1Minter;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.JwtVerifier;
import dev.stacyvm.token.SharedKey;
import dev.stacyvm.token.TokenVerifier;
import dev.stacyvm.token.Verdict;
import dev.stacyvm.token.WorkerV1Verifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What tokens, heartbeats and leases cost beside the raw operation under them, in one run. Arguments: a folder, seconds. */
public final class IdentityBench {
    private static final String SECRET = "worker-signing-key-with-at-least-32-bytes";
    private static final MintRequest REQUEST = new MintRequest(
            "worker-a",
            Audience.CONTROL_PLANE,
            List.of("worker:heartbeat", "worker:lease"),
            Duration.ofMinutes(5),
            Duration.ZERO,
            "");

    private static final SharedKey SHARED = SharedKey.of(Secret.of(SECRET));
    private static final SigningKey KEY = SigningKey.generate();

    private final long nanos;

    private IdentityBench(long seconds) {
        this.nanos = Duration.ofSeconds(seconds).toNanos();
    }

    public static void main(String[] arguments) throws Exception {
        IdentityBench bench = new IdentityBench(Long.parseLong(arguments[1]));
        System.out.printf("%-34s %12s %12s  %5s%n", "operations a second, one thread", "ours", "raw", "ratio");
        bench.workerV1();
        bench.es256();
        ServiceBench.run(Path.of(arguments[0]), bench.nanos);
    }

    static void row(String name, double ours, double raw) {
        System.out.printf(Locale.ROOT, "%-34s %12.0f %12.0f  %5.2f%n", name, ours, raw, ours / raw);
    }

    private void workerV1() throws Exception {
        WorkerV1Minter minter = new WorkerV1Minter(SHARED, Time.system());
        TokenVerifier verifier = WorkerV1Verifier.strict(List.of(SHARED), Set.of(), Time.system());
        String token = minter.mint(REQUEST).token().revealText();
        byte[] signed = signed(token);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        compare("worker-v1 mint / MAC", () -> minter.mint(REQUEST), () -> mac.doFinal(signed));
        compare("worker-v1 verify / MAC", () -> accepted(verifier, token), () -> mac.doFinal(signed));
    }

    private void es256() throws Exception {
        JwtMinter minter = new JwtMinter("https://issuer.test", () -> KEY, Time.system());
        String token = minter.mint(REQUEST).token().revealText();
        byte[] signed = signed(token);
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        Signature sign = Signature.getInstance("SHA256withECDSAinP1363Format");
        sign.initSign(generator.generateKeyPair().getPrivate());
        compare("ES256 mint / Signature", () -> minter.mint(REQUEST), () -> {
            sign.update(signed);
            return sign.sign();
        });
        Signature verify = Signature.getInstance("SHA256withECDSAinP1363Format");
        verify.initVerify(KEY.publicHalf().publicKey());
        compare(
                "ES256 first verify / Signature",
                () -> accepted(JwtVerifier.ofAnyIssuer(List.of(KEY.publicHalf()), Time.system()), token),
                () -> {
                    verify.update(signed);
                    return verify.verify(signature);
                });
        JwtVerifier remembering = JwtVerifier.ofAnyIssuer(List.of(KEY.publicHalf()), Time.system());
        List<String> fleet = IntStream.range(0, 100)
                .mapToObj(worker -> minter.mint(REQUEST).token().revealText())
                .toList();
        for (String one : fleet) {
            accepted(remembering, one);
        }
        int[] next = {0};
        row("a verified JWT again / goal", rate(() -> accepted(remembering, fleet.get(next[0]++ % fleet.size()))), 1e6);
    }

    private void compare(String name, Callable<?> ours, Callable<?> raw) throws Exception {
        rate(ours);
        rate(raw);
        double best = Math.max(rate(ours), rate(ours));
        row(name, best, Math.max(rate(raw), rate(raw)));
    }

    /** Calls it for the time given and answers how often a second it ran. */
    private double rate(Callable<?> operation) throws Exception {
        long begin = System.nanoTime();
        long done = 0;
        int blackHole = 0;
        while (System.nanoTime() - begin < nanos) {
            for (int i = 0; i < 64; i++) {
                blackHole += System.identityHashCode(operation.call()) & 1;
            }
            done += 64;
        }
        if (blackHole < 0) {
            throw new IllegalStateException();
        }
        return done * 1e9 / (System.nanoTime() - begin);
    }

    private static Object accepted(TokenVerifier verifier, String token) {
        Verdict verdict = verifier.verify(token, Audience.CONTROL_PLANE);
        if (verdict instanceof Verdict.Accepted) {
            return verdict;
        }
        throw new IllegalStateException("refused");
    }

    private static byte[] signed(String token) {
        return token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    }
}
