package dev.stacyvm.issuer;

import dev.stacyvm.key.KeyLedger;
import dev.stacyvm.key.KeyRing;
import dev.stacyvm.key.KeyRules;
import dev.stacyvm.key.SigningKey;
import dev.stacyvm.time.ManualTime;
import dev.stacyvm.token.JwtKey;
import dev.stacyvm.token.Revocations;
import dev.stacyvm.trust.Trust;
import dev.stacyvm.trust.TrustSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An issuer that crashes, followers that are cut off, caches and workers, in virtual time from one seed. The decisions are
 * those of the service: {@link KeyRing}, {@link KeyLedger}, {@link FollowerBook}, {@link Trust} and {@link Revocation}; the
 * wires between them are played. Clocks differ by up to 30 seconds.
 */
final class TrustWorld {
    static final Duration CACHE = Duration.ofMinutes(1);
    /** Shorter than a token lives, so that a follower that is cut off meets living tokens that were revoked. */
    private static final Duration BOUND = Duration.ofMinutes(5);

    private static final int FOLLOWERS = 3;
    private static final List<JwtKey> POOL =
            Stream.generate(() -> SigningKey.generate().publicHalf()).limit(200).toList();
    private static final Instant BEGIN = Instant.parse("2026-05-09T10:00:00Z");
    private static final ManualTime UNUSED = new ManualTime();

    /** A defect that the invariants must find. */
    enum Plant {
        NONE,
        ACTIVATION_BEFORE_ACKNOWLEDGEMENT,
        ACTIVATION_BEFORE_CACHES,
        REMOVAL_WITH_A_LIVE_TOKEN,
        STALE_FEED_ACCEPTED,
        REVOCATION_LOST_IN_A_CRASH
    }

    record Token(String id, int worker, String keyId, Instant issuedAt, Instant expiresAt) {}

    /** An answer of the feed under way. */
    private record Answer(int follower, TrustSnapshot snapshot, Trust.Moment asked) {}

    final Random random;
    private final Plant plant;
    private final Duration[] skew = new Duration[FOLLOWERS + 1];
    private long nanos = 1;

    // What survives a crash.
    private long epoch = 1;
    private KeyRing ring;
    private final Map<String, JwtKey> keys = new HashMap<>();
    private final List<Revocation> revocations = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private int made;

    // The issuer's process.
    private KeyLedger ledger;
    private FollowerBook book = new FollowerBook(BOUND.plusSeconds(30));
    private final Map<Revocation, Long> revokedNanos = new HashMap<>();
    private TrustSnapshot current;

    // Everyone else.
    private final Trust[] followers = new Trust[FOLLOWERS];
    private final List<Answer> wires = new ArrayList<>();
    private Set<String> cache = Set.of();
    private long cachedNanos = -CACHE.toNanos();
    final List<Token> tokens = new ArrayList<>();
    final Map<String, Long> revokedAt = new HashMap<>();
    final Map<String, Integer> counts = new HashMap<>();

    TrustWorld(long seed, Plant plant) {
        this.random = new Random(seed);
        this.plant = plant;
        for (int i = 0; i <= FOLLOWERS; i++) {
            skew[i] = Duration.ofSeconds(random.nextInt(31) - 15L);
        }
        for (int i = 0; i < FOLLOWERS; i++) {
            forget(i);
        }
        JwtKey first = next();
        ring = KeyRing.of(first.id());
        start();
    }

    void step() {
        int die = random.nextInt(100);
        if (die < 30) {
            nanos += Duration.ofMillis(random.nextInt(die < 3 ? 400_000 : 20_000))
                    .toNanos();
        } else if (die < 50) {
            poll(random.nextInt(FOLLOWERS));
        } else if (die < 68) {
            mint();
        } else if (die < 74) {
            deliver();
        } else if (die < 78) {
            prepare();
        } else if (die < 88) {
            activate();
        } else if (die < 92) {
            sweep();
        } else if (die < 96) {
            revoke();
        } else if (die < 98) {
            start();
        } else {
            forget(random.nextInt(FOLLOWERS));
        }
        counts.merge(die < 88 && die >= 78 ? "activation" : "other", 1, Integer::sum);
        check();
    }

    private void check() {
        Invariants.oneActiveKey(ring);
        for (Token token : tokens) {
            boolean revoked = revokedAt.containsKey(token.id());
            Invariants.issuerRefusesWhatIsRevoked(token, current, revoked);
            for (int i = 0; i < FOLLOWERS; i++) {
                judge(token, i, revoked);
            }
            boolean alive = now(FOLLOWERS).isBefore(token.expiresAt());
            Invariants.cachesKnowTheKey(token, alive && !revoked, cached());
        }
        tokens.removeIf(
                token -> BEGIN.plusNanos(nanos).isAfter(token.expiresAt().plusSeconds(40)));
    }

    private void judge(Token token, int follower, boolean revoked) {
        Trust trust = followers[follower];
        boolean alive = now(follower).isBefore(token.expiresAt());
        boolean fresh = trust.isFresh(moment(follower));
        boolean covered = trust.snapshot().filter(it -> covers(it, token)).isPresent();
        if (alive && fresh && !revoked) {
            Invariants.followerKnowsTheKey(token, trust.snapshot().orElseThrow(), covered);
        }
        if (alive && fresh && revoked) {
            long since = nanos - revokedAt.get(token.id());
            Invariants.followerRefusesWhatWasRevokedBeforeTheBound(token, covered, since > BOUND.toNanos());
        }
    }

    private static boolean covers(TrustSnapshot snapshot, Token token) {
        Instant before = snapshot.revoked().workers().get("worker-" + token.worker());
        return snapshot.revoked().tokens().contains(token.id())
                || (before != null && token.issuedAt().isBefore(before));
    }

    private void mint() {
        Instant now = now(FOLLOWERS);
        Instant issued = Instant.ofEpochSecond(now.getEpochSecond());
        Duration life = Duration.ofSeconds(60 + random.nextInt(841));
        String id = "t" + made++;
        tokens.add(new Token(id, random.nextInt(3), ring.active().orElseThrow(), issued, issued.plus(life)));
    }

    private void poll(int follower) {
        if (random.nextInt(4) == 0) {
            return;
        }
        String name = "follower-" + follower;
        names.add(name);
        book.heard(name, followers[follower].epoch(), epoch, nanos);
        wires.add(new Answer(follower, current, moment(follower)));
        if (random.nextBoolean()) {
            deliver();
        }
    }

    /** One of the answers under way arrives, or is lost. */
    private void deliver() {
        if (wires.isEmpty()) {
            return;
        }
        Answer answer = wires.remove(random.nextInt(wires.size()));
        if (random.nextInt(5) > 0) {
            Trust trust = followers[answer.follower()];
            followers[answer.follower()] =
                    trust.accept(answer.snapshot(), answer.asked(), UNUSED).orElse(trust);
        }
    }

    private void prepare() {
        if (ring.prepared().isEmpty() && !ring.isFull()) {
            ring = ring.prepare(next().id());
            publish();
        }
    }

    private void activate() {
        Optional<String> next = ring.prepared();
        Map<String, Long> live = plant == Plant.ACTIVATION_BEFORE_ACKNOWLEDGEMENT ? Map.of() : book.live(nanos);
        if (next.isPresent() && ledger.hold(next.get(), live, nanos).isOver()) {
            ring = ring.activate(next.get());
            counts.merge("activated", 1, Integer::sum);
            publish();
        }
    }

    private void sweep() {
        for (String id : ledger.dead(nanos)) {
            ring = ring.remove(id);
            counts.merge("removed", 1, Integer::sum);
        }
        names.removeAll(book.forget("", nanos));
        Instant now = now(FOLLOWERS);
        revocations.removeIf(it -> !now.isBefore(it.until())
                && nanos - revokedNanos.getOrDefault(it, nanos) >= Revocation.LASTS.toNanos());
        publish();
    }

    private void revoke() {
        if (tokens.isEmpty()) {
            return;
        }
        Token token = tokens.get(random.nextInt(tokens.size()));
        boolean all = random.nextBoolean();
        Revocation revocation = all
                ? Revocation.of(Revocation.Kind.WORKER, "worker-" + token.worker(), now(FOLLOWERS))
                : Revocation.of(Revocation.Kind.TOKEN, token.id(), now(FOLLOWERS));
        revocations.removeIf(it -> it.kind() == revocation.kind() && it.id().equals(revocation.id()));
        revocations.add(revocation);
        tokens.stream()
                .filter(it -> all ? it.worker() == token.worker() : it.id().equals(token.id()))
                .forEach(it -> revokedAt.putIfAbsent(it.id(), nanos));
        nanos += Duration.ofSeconds(1).toNanos();
        publish();
    }

    /** The issuer's process begins, or begins again after a crash. */
    private void start() {
        boolean wrong = plant == Plant.REMOVAL_WITH_A_LIVE_TOKEN;
        boolean hasty = plant == Plant.ACTIVATION_BEFORE_CACHES;
        KeyRules right = KeyRules.of(hasty ? Duration.ofSeconds(10) : CACHE);
        ledger = new KeyLedger(wrong ? new KeyRules(CACHE, Duration.ofMinutes(5), Duration.ZERO) : right);
        book = new FollowerBook(BOUND.plusSeconds(30));
        book.expect(names, nanos);
        revokedNanos.clear();
        if (plant == Plant.REVOCATION_LOST_IN_A_CRASH) {
            revocations.clear();
        }
        publish();
    }

    private void forget(int follower) {
        boolean stale = plant == Plant.STALE_FEED_ACCEPTED;
        followers[follower] = Trust.none(stale ? Duration.ofDays(1) : BOUND);
        wires.removeIf(answer -> answer.follower() == follower);
    }

    private void publish() {
        epoch++;
        revocations.forEach(it -> revokedNanos.putIfAbsent(it, nanos));
        ledger.learn(ring, epoch, nanos);
        Set<String> ids = new HashSet<>();
        Map<String, Instant> workers = new HashMap<>();
        for (Revocation it : revocations) {
            if (it.kind() == Revocation.Kind.TOKEN) {
                ids.add(it.id());
            } else {
                workers.put(it.id(), it.before());
            }
        }
        List<JwtKey> published =
                keys.values().stream().filter(key -> ring.isPublished(key.id())).toList();
        current = new TrustSnapshot(
                epoch, now(FOLLOWERS), "issuer", published, List.of(), new Revocations(ids, workers, Set.of()));
    }

    /** What a verifier without the feed knows, that keeps the JWKS for as long as it may. */
    private Set<String> cached() {
        if (nanos - cachedNanos >= CACHE.toNanos()) {
            cachedNanos = nanos;
            cache = new HashSet<>();
            current.keys().forEach(key -> cache.add(key.id()));
        }
        return cache;
    }

    private JwtKey next() {
        JwtKey key = POOL.get(keys.size());
        keys.put(key.id(), key);
        return key;
    }

    private Trust.Moment moment(int party) {
        return new Trust.Moment(now(party), nanos);
    }

    private Instant now(int party) {
        return BEGIN.plusNanos(nanos).plus(skew[party]);
    }
}
