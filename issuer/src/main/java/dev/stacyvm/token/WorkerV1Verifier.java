package dev.stacyvm.token;

import dev.stacyvm.time.Time;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Verifies {@code stacyvm-worker-v1} tokens with the keys and revocations of one moment; a change of either is another
 * verifier. The signature is checked before anything of the payload is decoded.
 */
public final class WorkerV1Verifier implements TokenVerifier {
    /** What every token of the format begins with. */
    public static final String PREFIX = "stacyvm-worker-v1.";

    /** Longer tokens are malformed. */
    public static final int MAX_LENGTH = 16 * 1024;

    private final Profile profile;
    private final List<SharedKey> keys;
    private final Set<String> revoked;
    private final Time time;

    private WorkerV1Verifier(Profile profile, List<SharedKey> keys, Set<String> revoked, Time time) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there is no key to verify worker tokens with; name at least one");
        }
        this.profile = profile;
        this.keys = List.copyOf(keys);
        this.revoked = Set.copyOf(revoked);
        this.time = time;
    }

    /**
     * The profile to use: every token has one accepted spelling, and must say for whom, since when and under which id.
     *
     * @param keys tried in order; at least one
     * @param revoked token ids that do not hold any more, exact
     */
    public static WorkerV1Verifier strict(List<SharedKey> keys, Set<String> revoked, Time time) {
        return new WorkerV1Verifier(new StrictProfile(), keys, revoked, time);
    }

    /**
     * The tolerance of StacyVM's own verifiers, for the time of a migration: tokens without audience, id or issue time
     * pass, and a list of unknown scopes grants all. Whoever chooses it warns the operator.
     */
    public static WorkerV1Verifier compatible(List<SharedKey> keys, Set<String> revoked, Time time) {
        return new WorkerV1Verifier(new CompatibleProfile(), keys, revoked, time);
    }

    @Override
    public Verdict verify(String token, Audience expected) {
        if (token.length() > MAX_LENGTH) {
            return new Verdict.Rejected(Rejection.MALFORMED);
        }
        String text = profile.trimmed(token);
        int dot = text.startsWith(PREFIX) ? text.indexOf('.', PREFIX.length()) : -1;
        if (dot < 0 || text.length() - dot - 1 != SharedKey.SIGNATURE_CHARS || text.indexOf('.', dot + 1) >= 0) {
            return new Verdict.Rejected(Rejection.MALFORMED);
        }
        // A character beyond Latin becomes a question mark, which neither payload nor signature may hold. Two
        // surrogates become one, and positions in the text are no longer those of the bytes.
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length != text.length()) {
            return new Verdict.Rejected(Rejection.MALFORMED);
        }
        if (!signed(bytes, dot)) {
            return new Verdict.Rejected(Rejection.BAD_SIGNATURE);
        }
        return profile.decode(bytes, PREFIX.length(), dot)
                .map(claims -> unlessRevoked(profile.judge(claims, expected, time.epochSecond())))
                .orElseGet(() -> new Verdict.Rejected(Rejection.MALFORMED));
    }

    /** Compares the signature as text, so that only its canonical spelling passes. */
    private boolean signed(byte[] token, int dot) {
        byte[] presented = Arrays.copyOfRange(token, dot + 1, token.length);
        for (SharedKey key : keys) {
            if (MessageDigest.isEqual(key.signature(token, dot), presented)) {
                return true;
            }
        }
        return false;
    }

    private Verdict unlessRevoked(Verdict verdict) {
        return verdict instanceof Verdict.Accepted accepted
                        && revoked.contains(accepted.token().tokenId())
                ? new Verdict.Rejected(Rejection.REVOKED)
                : verdict;
    }
}
