package dev.stacyvm.issuer;

import dev.stacyvm.controlplane.StoreSession;
import dev.stacyvm.key.Hold;
import dev.stacyvm.key.KeyLedger;
import dev.stacyvm.key.KeyRing;
import dev.stacyvm.key.KeyRules;
import dev.stacyvm.key.KeyState;
import dev.stacyvm.key.SigningKey;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of the keys that sign JWTs: prepared, active, retired, removed. Each step is one transaction, then in force, so
 * that a crash between two leaves a usable set. Futures fail as the store's do. Any thread may call.
 */
final class KeyLife {
    private static final Logger LOG = LoggerFactory.getLogger(KeyLife.class);

    static final String FULL = "too many keys are published; wait until the oldest retired ones are removed";

    private final LiveTrust trust;
    private final Following following;
    private final StoreSession store;
    private final KeyFiles files;
    private final Time time;
    private final KeyLedger ledger;
    /** Both halves of what signs or will sign. */
    private final Map<String, SigningKey> whole = new ConcurrentHashMap<>();

    private volatile SigningKey active;
    private volatile Optional<String> wanted = Optional.empty();

    private KeyLife(
            LiveTrust trust, Following following, StoreSession store, KeyFiles files, KeyRules rules, Time time) {
        this.trust = trust;
        this.following = following;
        this.store = store;
        this.files = files;
        this.time = time;
        this.ledger = new KeyLedger(rules);
        this.active = files.first();
    }

    /** Reads the private halves; fails with one sentence when one that is needed is not there. */
    static Future<KeyLife> open(LiveTrust trust, Following following, Store store, KeyPolicy policy, Time time) {
        KeyFiles files = new KeyFiles(store.folder(), policy.first());
        KeyRules rules = KeyRules.of(policy.jwksCacheMax());
        KeyLife life = new KeyLife(trust, following, store.session(), files, rules, time);
        KeyRing ring = trust.image().ring();
        return store.session().onWriter(() -> files.load(ring)).map(keys -> {
            life.whole.putAll(keys);
            trust.follow(life::learn);
            if (!ring.states().containsKey(policy.first().id())) {
                LOG.warn(
                        "the store has keys of its own, and the key of the file is none of them; it signs nothing"
                                + " key_id={}",
                        policy.first().id());
            }
            return life;
        });
    }

    /** The key that signs now. */
    SigningKey active() {
        return active;
    }

    /** The next key's id, published from now on; there is one at a time. */
    Future<String> prepare(AuditEvent event) {
        Optional<String> there = trust.image().ring().prepared();
        if (there.isPresent()) {
            return Future.succeededFuture(there.get());
        }
        SigningKey made = SigningKey.generate();
        whole.put(made.id(), made);
        return trust.change(connection -> add(connection, made, event))
                .map(done -> trust.image().ring().prepared().orElseThrow())
                .onComplete(done -> dropUnused(trust.image().ring()));
    }

    /** Whether as many keys are published as may be; the oldest retired ones go first. */
    boolean isFull() {
        return trust.image().ring().isFull();
    }

    /**
     * Has the prepared key sign, and prepares one first if there is none. What must be waited for is waited for by
     * {@link #tick}.
     *
     * @param id empty for whichever is prepared; of the active key: it is done
     * @param now without waiting, whoever does not know the key yet
     */
    Future<Rotation> rotate(Optional<String> id, boolean now, AuditEvent event) {
        KeyRing ring = trust.image().ring();
        if (id.isPresent() && id.equals(ring.active())) {
            return Future.succeededFuture(new Rotation.Done(id.get()));
        }
        if (id.isPresent() && !id.equals(ring.prepared())) {
            return Future.succeededFuture(new Rotation.Refused("the key is neither prepared nor active"));
        }
        if (ring.prepared().isEmpty() && ring.isFull()) {
            return Future.succeededFuture(new Rotation.Refused(FULL));
        }
        return prepare(event).compose(key -> now ? activate(key, event) : whenHeld(key, event));
    }

    /** Activates the key that was asked for, as soon as nothing holds it. */
    Future<Void> tick() {
        return wanted.map(key ->
                        whenHeld(key, AuditEvent.ofService("activate key", key)).<Void>mapEmpty())
                .orElseGet(Future::succeededFuture);
    }

    /** What the prepared key waits for; empty when there is none. */
    Optional<Hold> hold() {
        return trust.image().ring().prepared().map(this::hold);
    }

    /** Refuses the key's signatures from now on; empty when it is unknown. The active one is replaced at once. */
    Future<Optional<Revocation>> revoke(String id, AuditEvent event) {
        KeyRing ring = trust.image().ring();
        if (!ring.isPublished(id)) {
            return Future.succeededFuture(Optional.empty());
        }
        Future<String> successor = Optional.of(id).equals(ring.active()) ? prepare(event) : Future.succeededFuture(id);
        return successor
                .compose(next -> trust.change(connection -> drop(connection, id, event)))
                .map(done -> done.map(it -> trust.image().find(Revocation.Kind.KEY, it)));
    }

    /** Removes the retired keys whose last token is dead. */
    Future<Void> sweep() {
        List<String> dead = ledger.dead(time.nanos());
        return dead.isEmpty()
                ? Future.succeededFuture()
                : trust.change(connection -> remove(connection, dead)).mapEmpty();
    }

    private Future<Rotation> whenHeld(String key, AuditEvent event) {
        Hold hold = hold(key);
        if (hold.isOver()) {
            return activate(key, event);
        }
        wanted = Optional.of(key);
        return Future.succeededFuture(new Rotation.Waiting(key, hold));
    }

    private Hold hold(String key) {
        return ledger.hold(key, following.live(), time.nanos());
    }

    private Future<Rotation> activate(String id, AuditEvent event) {
        return trust.change(connection -> {
                    KeyRing ring = KeyTable.ring(connection);
                    if (!ring.prepared().equals(Optional.of(id))) {
                        return Optional.<String>empty();
                    }
                    KeyTable.change(connection, ring, ring.activate(id), time.now());
                    AuditTable.add(connection, event.about(id), "done", time.now());
                    return Optional.of(id);
                })
                .map(done -> trust.image().ring().active().equals(Optional.of(id))
                        ? new Rotation.Done(id)
                        : new Rotation.Refused("the key was removed meanwhile"));
    }

    private Optional<String> add(Connection connection, SigningKey made, AuditEvent event) throws SQLException {
        if (KeyTable.ring(connection).prepared().isPresent()) {
            return Optional.empty();
        }
        write(made);
        KeyTable.add(connection, made.publicHalf(), KeyState.PREPARED, time.now());
        AuditTable.add(connection, event.about(made.id()), "prepared", time.now());
        return Optional.of(made.id());
    }

    private void write(SigningKey made) throws SQLException {
        try {
            files.write(made);
        } catch (IOException unwritable) {
            throw new SQLException("the key's file cannot be written: " + unwritable.getMessage(), unwritable);
        }
    }

    private Optional<String> drop(Connection connection, String id, AuditEvent event) throws SQLException {
        KeyRing ring = KeyTable.ring(connection);
        if (!ring.isPublished(id)) {
            return Optional.empty();
        }
        KeyRing without = ring.active().equals(Optional.of(id))
                ? ring.activate(ring.prepared().orElseThrow())
                : ring;
        KeyTable.change(connection, ring, without.remove(id), time.now());
        TrustTable.put(connection, Revocation.of(Revocation.Kind.KEY, id, time.now()));
        AuditTable.add(connection, event, "done", time.now());
        return Optional.of(id);
    }

    private Optional<List<String>> remove(Connection connection, List<String> dead) throws SQLException {
        KeyRing ring = KeyTable.ring(connection);
        KeyRing left = ring;
        for (String id : dead) {
            left = left.isPublished(id) ? left.remove(id) : left;
            AuditTable.add(connection, AuditEvent.ofService("remove key", id), "done", time.now());
        }
        KeyTable.change(connection, ring, left, time.now());
        return Optional.of(dead);
    }

    private void learn(TrustImage image) {
        KeyRing ring = image.ring();
        ledger.learn(ring, image.epoch(), time.nanos());
        ring.active().flatMap(id -> Optional.ofNullable(whole.get(id))).ifPresent(this::sign);
        dropUnused(ring);
        wanted = wanted.filter(id -> ring.prepared().equals(Optional.of(id)));
    }

    private void sign(SigningKey key) {
        if (!key.id().equals(active.id())) {
            LOG.info("tokens are signed with another key key_id={}", key.id());
        }
        active = key;
    }

    /** What signs nothing more is needed by nobody. */
    private void dropUnused(KeyRing ring) {
        for (String id : List.copyOf(whole.keySet())) {
            KeyState state = ring.states().get(id);
            if (state != KeyState.PREPARED && state != KeyState.ACTIVE) {
                whole.remove(id);
                store.onWriter(() -> files.delete(id))
                        .onFailure(left -> LOG.warn("a private key that signs no more is left key_id={}", id, left));
            }
        }
    }
}
