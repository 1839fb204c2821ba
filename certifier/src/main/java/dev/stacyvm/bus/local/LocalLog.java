package dev.stacyvm.bus.local;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.Backlog;
import dev.stacyvm.bus.BatchHandler;
import dev.stacyvm.bus.Consumption;
import dev.stacyvm.bus.DeadLetter;
import dev.stacyvm.bus.DeadLetters;
import dev.stacyvm.bus.EventBus;
import dev.stacyvm.bus.Position;
import dev.stacyvm.bus.Publisher;
import dev.stacyvm.bus.Start;
import dev.stacyvm.bus.Subscription;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.time.Time;
import io.cloudevents.CloudEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event log of a state folder, {@code events.db}. Any number of processes of one user may have it open. A named
 * consumer runs in one of them at a time. Safe to call from any thread; nothing here blocks.
 */
public final class LocalLog implements Publisher, EventBus, DeadLetters {
    /** The most events a read answers. */
    public static final int MAX_READ = 500;

    private static final Logger LOG = LoggerFactory.getLogger(LocalLog.class);
    private static final String FILE = "events.db";
    private static final Duration SWEEP_INTERVAL = Duration.ofHours(1);

    private final Vertx vertx;
    private final LogSettings settings;
    private final LogThread writer;
    private final LogThread reader;
    private final Set<LocalConsumption> consumptions = ConcurrentHashMap.newKeySet();
    private final long sweepTimer;

    private LocalLog(Vertx vertx, LogSettings settings, LogThread writer, LogThread reader) {
        this.vertx = vertx;
        this.settings = settings;
        this.writer = writer;
        this.reader = reader;
        this.sweepTimer = vertx.setPeriodic(SWEEP_INTERVAL.toMillis(), ignored -> sweep());
    }

    /**
     * Opens the log of {@code settings.folder()}, which {@link StateFolder#ensure} answered, and makes it when it is
     * missing.
     *
     * @return the log; fails with an {@link java.io.IOException} for an operator when it cannot be opened or was written
     *     by a newer version
     */
    public static Future<LocalLog> open(Vertx vertx, LogSettings settings) {
        Path file = settings.folder().resolve(FILE);
        return LogThread.open(vertx, "stacyvm-events-write", file)
                .compose(writer -> LogThread.open(vertx, "stacyvm-events-read", file)
                        .map(reader -> new LocalLog(vertx, settings, writer, reader))
                        .recover(failed -> writer.close().transform(closed -> Future.failedFuture(failed))));
    }

    @Override
    public Future<List<CloudEvent>> append(List<EventDraft> drafts) {
        if (drafts.size() > MAX_DRAFTS) {
            return Future.failedFuture(new IllegalArgumentException("append at most " + MAX_DRAFTS + " at once"));
        }
        Time time = settings.time();
        return write(connection -> EventTable.append(connection, drafts, time.now()))
                .onSuccess(appended -> consumptions.forEach(LocalConsumption::wake));
    }

    @Override
    public Future<Consumption> consume(Subscription subscription, BatchHandler handler) {
        return ConsumerName.take(vertx, settings.folder(), subscription.name())
                .compose(name -> start(subscription)
                        .map(position -> begin(new LocalConsumption.Of(subscription, handler, name), position))
                        .recover(failed -> name.release().transform(done -> Future.failedFuture(failed))));
    }

    private Consumption begin(LocalConsumption.Of consumer, long position) {
        LocalConsumption consumption = new LocalConsumption(vertx, this, consumer, position);
        consumptions.add(consumption);
        consumption.begin();
        return consumption;
    }

    /** The arrivals behind {@code position}, at most {@code limit} and {@link #MAX_READ}, without consuming them. */
    public Future<List<Arrival>> read(Position position, int limit) {
        long after = number(position);
        return reader.run(database ->
                database.read(connection -> EventTable.after(connection, after, Math.min(limit, MAX_READ))));
    }

    /** The position behind which a consumer would begin, for a first {@link #read}. */
    public Future<Position> locate(Start start) {
        return reader.run(database -> database.read(connection -> locate(connection, "", start)))
                .map(position -> new Position(Long.toString(position)));
    }

    /** Behind which event the named consumer goes on; 0 when it never handled one. */
    public Future<Position> position(String consumer) {
        return reader.run(database -> database.read(connection -> PositionTable.of(connection, consumer)))
                .map(position -> new Position(Long.toString(position)));
    }

    /** What the named consumer has still to handle. */
    public Future<Backlog> backlog(String consumer) {
        Time time = settings.time();
        return reader.run(database -> database.read(
                connection -> EventTable.backlog(connection, PositionTable.of(connection, consumer), time.now())));
    }

    @Override
    public Future<List<DeadLetter>> add(List<DeadLetter> letters) {
        if (letters.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Time time = settings.time();
        return write(connection -> DeadLetterTable.add(connection, letters, time.now()));
    }

    /** The newest dead letters, the newest first, at most {@link #MAX_READ}. */
    public Future<List<DeadLetter>> deadLetters() {
        return reader.run(database -> database.read(connection -> DeadLetterTable.newest(connection, MAX_READ)));
    }

    /** Removes what retention no longer keeps; also done by itself every hour, never while the log is being opened. */
    public Future<Void> sweep() {
        return writer.run(database -> {
                    new Sweep(database, settings.retention())
                            .run(settings.time().now());
                    return database;
                })
                .<Void>mapEmpty()
                .onFailure(failed -> LOG.warn("old events could not be removed file={} error={}", FILE, failed + ""));
    }

    /** Ends all consumptions and closes the log. The future is done when nothing is in the air. */
    public Future<Void> close() {
        vertx.cancelTimer(sweepTimer);
        List<Future<Void>> ends =
                consumptions.stream().map(LocalConsumption::close).toList();
        return Future.join(ends).<Void>mapEmpty().eventually(writer::close).eventually(reader::close);
    }

    /** A page behind {@code position}, and the version of the log it belongs to at least. */
    record Page(long version, List<Arrival> arrivals) {}

    Future<Page> page(long position) {
        // The version first: what is committed after it shows as a change, even if this page has it already.
        return reader.run(database -> new Page(
                database.number("PRAGMA data_version"),
                database.read(connection -> EventTable.after(connection, position, MAX_READ))));
    }

    /** Changes whenever any connection but the reader's, in any process, has committed. */
    Future<Long> version() {
        return reader.run(database -> database.number("PRAGMA data_version"));
    }

    Future<Void> store(String consumer, long position) {
        return write(connection -> {
                    PositionTable.store(connection, consumer, position);
                    return position;
                })
                .mapEmpty();
    }

    void ended(LocalConsumption consumption) {
        consumptions.remove(consumption);
    }

    static long number(Position position) {
        try {
            return Long.parseLong(position.value());
        } catch (NumberFormatException foreign) {
            throw new IllegalArgumentException("the position is not one of this log: it must be a number", foreign);
        }
    }

    private Future<Long> start(Subscription subscription) {
        String name = subscription.name();
        if (subscription.durable() && !(subscription.start() instanceof Start.WhereItLeftOff)) {
            return write(connection -> {
                long position = locate(connection, name, subscription.start());
                PositionTable.store(connection, name, position);
                return position;
            });
        }
        return reader.run(database -> database.read(connection -> locate(connection, name, subscription.start())));
    }

    private static long locate(Connection connection, String name, Start start) throws SQLException {
        if (start instanceof Start.After after) {
            return number(after.position());
        }
        if (start instanceof Start.Since since) {
            return EventTable.before(connection, since.time());
        }
        if (start instanceof Start.End) {
            return EventTable.newest(connection);
        }
        return start instanceof Start.WhereItLeftOff ? PositionTable.of(connection, name) : 0;
    }

    private <T> Future<T> write(Database.Work<T> work) {
        return writer.run(database -> database.write(work));
    }
}
