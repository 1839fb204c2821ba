package dev.stacyvm.issuer;

import dev.stacyvm.key.JwtMinter;
import dev.stacyvm.key.MintRequest;
import dev.stacyvm.key.MintedToken;
import dev.stacyvm.key.Minter;
import dev.stacyvm.key.SigningKey;
import dev.stacyvm.time.Time;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Mints JWTs with the key that is active at that moment, and remembers which workers hold living tokens of which key: those
 * that would be refused if the key went now. Remembers a bounded number, the latest, of this process. Any thread may call.
 */
final class MintLog implements Minter {
    private static final int MOST = 20_000;

    private record Holder(String worker, String keyId) {}

    private final String issuer;
    private final Supplier<SigningKey> active;
    private final Time time;
    private final Map<Holder, Instant> untils = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Holder, Instant> eldest) {
            return size() > MOST;
        }
    };

    MintLog(String issuer, Supplier<SigningKey> active, Time time) {
        this.issuer = issuer;
        this.active = active;
        this.time = time;
    }

    @Override
    public MintedToken mint(MintRequest request) {
        SigningKey key = active.get();
        MintedToken minted = new JwtMinter(issuer, () -> key, time).mint(request);
        remember(new Holder(minted.workerId(), key.id()), minted.expiresAt());
        return minted;
    }

    /** The workers with a living token of the key, sorted. */
    synchronized List<String> holders(String keyId) {
        Instant now = time.now();
        return untils.entrySet().stream()
                .filter(entry -> entry.getKey().keyId().equals(keyId) && now.isBefore(entry.getValue()))
                .map(entry -> entry.getKey().worker())
                .sorted()
                .toList();
    }

    private synchronized void remember(Holder holder, Instant until) {
        Instant before = untils.remove(holder);
        untils.put(holder, before == null || before.isBefore(until) ? until : before);
    }
}
