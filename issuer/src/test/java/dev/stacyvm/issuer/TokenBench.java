package dev.stacyvm.issuer;

import dev.stacyvm.file.Secret;
import dev.stacyvm.key.JwtMinter;
import dev.stacyvm.key.MintRequest;
import dev.stacyvm.key.Minter;
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
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One token of each format, and the JDK's own operation on the same bytes. JMH derives from it, so it is open. */
@State(Scope.Thread)
public class TokenBench {
    private static final String SECRET = "worker-signing-key-with-at-least-32-bytes";
    private static final String ECDSA = "SHA256withECDSAinP1363Format";
    private static final int FLEET = 100;
    private static final MintRequest REQUEST = new MintRequest(
            "worker-a",
            Audience.CONTROL_PLANE,
            List.of("worker:heartbeat", "worker:lease"),
            Duration.ofMinutes(5),
            Duration.ZERO,
            "");

    private final SharedKey shared = SharedKey.of(Secret.of(SECRET));
    private final Minter workerV1 = new WorkerV1Minter(shared, Time.system());
    private final TokenVerifier workerV1Verifier = WorkerV1Verifier.strict(List.of(shared), Set.of(), Time.system());
    private final String workerV1Token = text(workerV1);
    private final byte[] macInput = signed(workerV1Token);
    private Mac mac;

    private final SigningKey key = SigningKey.generate();
    private final Minter jwt = new JwtMinter("https://issuer.test", () -> key, Time.system());
    private final String jwtToken = text(jwt);
    private final byte[] ecdsaInput = signed(jwtToken);
    private final byte[] ecdsaOutput = Base64.getUrlDecoder().decode(jwtToken.substring(jwtToken.lastIndexOf('.') + 1));
    private Signature signing;
    private Signature verifying;

    private final TokenVerifier remembering = firstTime();
    private final List<String> fleet =
            IntStream.range(0, FLEET).mapToObj(worker -> text(jwt)).toList();
    private int next;

    @Setup
    public void prepare() throws GeneralSecurityException {
        mac = Mac.getInstance("HmacSHA256");
        signing = Signature.getInstance(ECDSA);
        verifying = Signature.getInstance(ECDSA);
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        signing.initSign(generator.generateKeyPair().getPrivate());
        verifying.initVerify(key.publicHalf().publicKey());
    }

    @Benchmark
    public Object workerV1Mint() {
        return workerV1.mint(REQUEST);
    }

    @Benchmark
    public Object workerV1Verify() {
        return accepted(workerV1Verifier, workerV1Token);
    }

    @Benchmark
    public byte[] rawMac() {
        return mac.doFinal(macInput);
    }

    @Benchmark
    public Object es256Mint() {
        return jwt.mint(REQUEST);
    }

    @Benchmark
    public byte[] rawSign() throws GeneralSecurityException {
        signing.update(ecdsaInput);
        return signing.sign();
    }

    @Benchmark
    public Object es256FirstVerify() {
        return accepted(firstTime(), jwtToken);
    }

    @Benchmark
    public boolean rawVerify() throws GeneralSecurityException {
        verifying.update(ecdsaInput);
        return verifying.verify(ecdsaOutput);
    }

    @Benchmark
    public Object verifiedAgain() {
        next = next == FLEET - 1 ? 0 : next + 1;
        return accepted(remembering, fleet.get(next));
    }

    private TokenVerifier firstTime() {
        return JwtVerifier.ofAnyIssuer(List.of(key.publicHalf()), Time.system());
    }

    private static String text(Minter minter) {
        return minter.mint(REQUEST).token().revealText();
    }

    private static byte[] signed(String token) {
        return token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    }

    private static Verdict accepted(TokenVerifier verifier, String token) {
        Verdict verdict = verifier.verify(token, Audience.CONTROL_PLANE);
        if (verdict instanceof Verdict.Accepted) {
            return verdict;
        }
        throw new IllegalStateException("refused");
    }
}
