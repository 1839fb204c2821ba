package dev.stacyvm.bus.local;

import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.BusFixture;
import dev.stacyvm.bus.EventBus;
import dev.stacyvm.event.EventDraft;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** A real log in a folder. */
public final class LocalLogFixture implements BusFixture {
    private final Vertx vertx = Vertx.vertx();
    private final LogSettings settings;
    private LocalLog log;

    public LocalLogFixture(LogSettings settings) {
        this.settings = settings;
        this.log = Await.result(LocalLog.open(vertx, settings));
    }

    public LocalLogFixture(Path folder) {
        this(LogSettings.of(folder));
    }

    public LocalLog log() {
        return log;
    }

    public Vertx vertx() {
        return vertx;
    }

    @Override
    public EventBus bus() {
        return log;
    }

    @Override
    public void publish(List<EventDraft> drafts) {
        Await.result(log.append(drafts));
    }

    @Override
    public void publishRaw(String host, byte[] body) {
        sql("INSERT INTO event (id, host, appended_ms, body) VALUES ('raw', 'h', 1, ?)", body);
    }

    /** How far the named consumer has come. */
    public long position(String consumer) {
        try (Database database = Database.open(settings.folder().resolve("events.db"))) {
            return database.read(connection -> PositionTable.of(connection, consumer));
        } catch (SQLException | IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Another process's hand in the database. */
    public void sql(String statement, byte[]... arguments) {
        String url = "jdbc:sqlite:" + settings.folder().resolve("events.db") + "?busy_timeout=5000";
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int index = 0; index < arguments.length; index++) {
                prepared.setBytes(index + 1, arguments[index]);
            }
            prepared.execute();
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    public void restart() {
        Await.result(log.close());
        log = Await.result(LocalLog.open(vertx, settings));
    }

    @Override
    public void close() {
        Await.result(log.close());
        Await.result(vertx.close());
    }
}
