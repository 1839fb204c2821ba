package dev.stacyvm.bus.kafka;

import dev.stacyvm.attest.Attesting;
import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.Backlog;
import dev.stacyvm.bus.Consumption;
import dev.stacyvm.bus.DeadLetter;
import dev.stacyvm.bus.Position;
import dev.stacyvm.bus.Subscription;
import dev.stacyvm.bus.local.LocalLog;
import dev.stacyvm.time.Backoff;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.kafka.admin.KafkaAdminClient;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries this host's log to a topic. It is an ordinary consumer of the log, named after the cluster and the topic, so
 * each event is sent at least once whatever dies, and in order. Any number of processes may run one: the log gives the
 * name to one of them, the others stand by and take over when it ends.
 *
 * <p>It never fails: while no broker answers, events stay in the log. State belongs to one context.
 */
public final class Forwarder {
    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final double SPREAD = 0.2;
    private static final Duration LOOK = Duration.ofMillis(25);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Context context;
    private final Scheduler scheduler;
    private final LocalLog log;
    private final KafkaSettings settings;
    private final Clients clients;
    private final Sending sending;
    private final Optional<AttestedBatch> attested;
    private final Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, SPREAD, new SecureRandom());
    private final Promise<Void> closed = Promise.promise();

    private volatile Optional<KafkaAdminClient> asking = Optional.empty();
    private Optional<Consumption> consumption = Optional.empty();
    private volatile Optional<String> name = Optional.empty();
    private volatile Optional<String> problem = Optional.empty();
    private boolean told;
    private boolean closing;
    private boolean resting;
    private Scheduler.Scheduled alarm = () -> {};

    private Forwarder(Vertx vertx, LocalLog log, KafkaSettings settings, Optional<Attesting> attesting) {
        this.context = vertx.getOrCreateContext();
        this.scheduler = Scheduler.of(vertx);
        this.log = log;
        this.settings = settings;
        this.clients = new Clients(vertx, settings);
        this.sending = new Sending(clients, settings.topic());
        this.attested = attesting.map(issuer -> new AttestedBatch(issuer, Time.system()));
    }

    /** Starts at once, whether or not a broker answers; close it before the log. */
    public static Forwarder start(Vertx vertx, LocalLog log, KafkaSettings settings) {
        return start(vertx, log, settings, Optional.empty());
    }

    /** As {@link #start(Vertx, LocalLog, KafkaSettings)}, having events attested on their way. */
    public static Forwarder start(Vertx vertx, LocalLog log, KafkaSettings settings, Optional<Attesting> attesting) {
        Forwarder forwarder = new Forwarder(vertx, log, settings, attesting);
        forwarder.context.runOnContext(ignored -> forwarder.connect());
        return forwarder;
    }

    /**
     * Waits until everything up to {@code position} of the log is on the cluster, whichever process sends it.
     *
     * @return true when it is, false after {@code limit}
     */
    public Future<Boolean> reached(Position position, Duration limit) {
        Promise<Boolean> answer = Promise.promise();
        context.runOnContext(ignored -> look(position, Time.system().nanos() + limit.toNanos(), answer));
        return answer.future();
    }

    /** What still waits in the log; everything, until a broker has answered for the first time. */
    public Future<Backlog> backlog() {
        return log.backlog(name.orElse(""));
    }

    /** Why it does not send at the moment: a clause for an operator. */
    public Optional<String> problem() {
        return problem;
    }

    /** Ends it. What is in the air is sent within about a second or stays in the log. */
    public Future<Void> close() {
        context.runOnContext(ignored -> {
            closing = true;
            if (resting) {
                resting = false;
                alarm.cancel();
                end();
            } else if (consumption.isPresent()) {
                end();
            } else {
                asking.ifPresent(clients::abort);
            }
        });
        return closed.future();
    }

    /** Another process has the name, which is as good. */
    private static final class StandingBy extends IOException {
        private static final long serialVersionUID = 1;

        StandingBy(String message) {
            super(message);
        }
    }

    private void connect() {
        if (closing) {
            end();
            return;
        }
        clients.admin()
                .compose(this::look)
                .compose(this::consume)
                .onComplete(started -> context.runOnContext(ignored -> {
                    consumption = Optional.ofNullable(started.result());
                    if (closing) {
                        end();
                    } else if (started.failed()) {
                        pause(started.cause());
                    } else {
                        recovered();
                    }
                }));
    }

    /** The cluster's id. The asking is ended by {@link #close}, for it may last. */
    private Future<String> look(KafkaAdminClient admin) {
        asking = Optional.of(admin);
        return Topics.ensure(admin, settings.topic(), Topics.forEvents()).eventually(() -> {
            asking = Optional.empty();
            return clients.close(admin);
        });
    }

    private Future<Consumption> consume(String cluster) {
        String consumer = "kafka/" + cluster + "/" + settings.topic();
        name = Optional.of(consumer);
        return log.consume(Subscription.named(consumer), batch -> forward(consumer, batch))
                .recover(failure -> Future.failedFuture(
                        failure instanceof IOException
                                ? new StandingBy(String.valueOf(failure.getMessage()))
                                : failure));
    }

    private Future<Void> forward(String consumer, List<Arrival> batch) {
        return attested.map(attesting -> attesting.of(batch))
                .orElse(Future.succeededFuture(batch))
                .compose(ready -> sending.send(consumer, ready))
                .compose(log::add)
                .onSuccess(letters -> letters.forEach(Forwarder::tell))
                .onSuccess(sent -> recovered())
                .onFailure(this::note)
                .mapEmpty();
    }

    private void look(Position position, long deadline, Promise<Boolean> answer) {
        Future<Boolean> there = name.map(
                        consumer -> log.position(consumer).map(reached -> isAtLeast(reached, position)))
                .orElse(Future.succeededFuture(false));
        there.otherwise(false)
                .onSuccess(done -> context.runOnContext(ignored -> {
                    if (done || closing || Time.system().nanos() > deadline) {
                        answer.complete(done);
                    } else {
                        scheduler.after(LOOK, () -> look(position, deadline, answer));
                    }
                }));
    }

    private static boolean isAtLeast(Position reached, Position wanted) {
        return Long.parseLong(reached.value()) >= Long.parseLong(wanted.value());
    }

    private void pause(Throwable failure) {
        note(failure);
        resting = true;
        alarm = scheduler.after(pauses.next(), () -> {
            resting = false;
            connect();
        });
    }

    private void note(Throwable failure) {
        if (failure instanceof StandingBy) {
            problem = Optional.of("another process forwards this log");
            return;
        }
        problem = Optional.of(
                failure instanceof AttestedBatch.Waiting
                        ? "events wait to be attested: " + failure.getMessage()
                        : clients.unreachable(failure));
        if (!told) {
            told = true;
            LOG.warn("events wait in the log of this host error={}", problem.get());
        }
    }

    private void recovered() {
        problem = Optional.empty();
        pauses.reset();
        if (told) {
            told = false;
            LOG.info("events are forwarded again");
        }
    }

    /** The batch in hand gets a moment; then its producer is taken away, and the batch stays in the log. */
    private void end() {
        Future<Void> consumed = consumption.map(Consumption::close).orElse(Future.succeededFuture());
        Scheduler.Scheduled impatience = scheduler.after(PATIENCE, () -> sending.close(false));
        consumed.onComplete(done -> impatience.cancel())
                .eventually(() -> sending.close(true))
                .onComplete(done -> clients.close())
                .onComplete(closed::handle);
    }

    private static void tell(DeadLetter letter) {
        LOG.warn(
                "an event cannot be forwarded position={} event_id={} error={}",
                letter.position(),
                letter.eventId(),
                letter.reason());
    }
}
