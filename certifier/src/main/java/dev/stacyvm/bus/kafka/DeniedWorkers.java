package dev.stacyvm.bus.kafka;

import dev.stacyvm.time.Scheduler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.admin.KafkaAdminClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shuts revoked workers out of the topic at once, also those whose session still stands: a DENY for
 * {@code User:<worker id>} on every topic whose name begins with ours. A broker knows no revocation itself; without this a
 * session lives until its token's {@code exp}. What was denied here is taken back when a worker is no longer named, by
 * then its old tokens are dead. State belongs to one context.
 */
public final class DeniedWorkers {
    private static final Logger LOG = LoggerFactory.getLogger(DeniedWorkers.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Context context;
    private final Scheduler scheduler;
    private final Clients clients;
    private final String topic;
    private final KafkaAdminClient admin;
    private final Set<String> denied = new TreeSet<>();
    private Set<String> wanted = Set.of();
    private boolean busy;
    private boolean closed;
    private boolean told;

    private DeniedWorkers(Vertx vertx, Clients clients, String topic, KafkaAdminClient admin) {
        this.context = vertx.getOrCreateContext();
        this.scheduler = Scheduler.of(vertx);
        this.clients = clients;
        this.topic = topic;
        this.admin = admin;
    }

    /**
     * Connects. The cluster must have an authorizer, let us change its rules, and allow somebody the topic by name: where
     * all is allowed for want of any rule, a first DENY would shut out everybody.
     *
     * @return fails with an {@link IOException} for an operator when one of these is not so or no broker answers
     */
    public static Future<DeniedWorkers> open(Vertx vertx, KafkaSettings settings) {
        Clients clients = new Clients(vertx, settings);
        return clients.admin()
                .compose(admin -> admin.describeAcls(allowing(settings.topic()))
                        .compose(rules -> rules.isEmpty()
                                ? Future.failedFuture(
                                        new IOException(
                                                "no rule allows anybody the topic "
                                                        + settings.topic()
                                                        + ", so that a DENY would shut out everybody; add ALLOW rules with kafka-acls.sh"))
                                : Future.succeededFuture(new DeniedWorkers(vertx, clients, settings.topic(), admin)))
                        .recover(failure -> clients.close(admin).transform(done -> Future.failedFuture(failure))))
                .recover(failure -> {
                    clients.close();
                    return Future.failedFuture(
                            failure instanceof IOException
                                    ? failure
                                    : new IOException(clients.unreachable(failure), failure));
                });
    }

    /** Denies these and no others. Returns at once; what fails is tried again until it is done. From any thread. */
    public void set(Set<String> workers) {
        Set<String> now = Set.copyOf(workers);
        context.runOnContext(ignored -> {
            wanted = now;
            step();
        });
    }

    /** Ends it; what is denied stays so. */
    public Future<Void> close() {
        context.runOnContext(ignored -> closed = true);
        return clients.close(admin).onComplete(done -> clients.close());
    }

    private void step() {
        Set<String> more = without(wanted, denied);
        Set<String> less = without(denied, wanted);
        if (busy || closed || (more.isEmpty() && less.isEmpty())) {
            return;
        }
        busy = true;
        deny(more)
                .compose(done -> allow(less))
                .onComplete(done -> context.runOnContext(ignored -> {
                    busy = false;
                    if (done.succeeded()) {
                        told = false;
                        step();
                    } else {
                        again(done.cause());
                    }
                }));
    }

    private Future<Void> deny(Set<String> workers) {
        List<AclBinding> rules = workers.stream()
                .map(worker -> new AclBinding(ours(), entry(worker)))
                .toList();
        return rules.isEmpty()
                ? Future.succeededFuture()
                : admin.createAcls(rules).<Void>mapEmpty().onSuccess(done -> {
                    denied.addAll(workers);
                    workers.forEach(worker -> LOG.info("a revoked worker is denied the topic worker_id={}", worker));
                });
    }

    private Future<Void> allow(Set<String> workers) {
        List<AclBindingFilter> rules = workers.stream()
                .map(worker -> new AclBinding(ours(), entry(worker)).toFilter())
                .toList();
        return rules.isEmpty()
                ? Future.succeededFuture()
                : admin.deleteAcls(rules).<Void>mapEmpty().onSuccess(done -> denied.removeAll(workers));
    }

    private void again(Throwable failure) {
        if (!told && !closed) {
            told = true;
            LOG.warn("revoked workers cannot be denied the topic yet error={}", clients.unreachable(failure));
        }
        scheduler.after(PAUSE, this::step);
    }

    private ResourcePattern ours() {
        return new ResourcePattern(ResourceType.TOPIC, topic, PatternType.PREFIXED);
    }

    private static AccessControlEntry entry(String worker) {
        return new AccessControlEntry("User:" + worker, "*", AclOperation.ALL, AclPermissionType.DENY);
    }

    private static AclBindingFilter allowing(String topic) {
        return new AclBindingFilter(
                new ResourcePatternFilter(ResourceType.TOPIC, topic, PatternType.MATCH),
                new AccessControlEntryFilter(null, null, AclOperation.ANY, AclPermissionType.ALLOW));
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
