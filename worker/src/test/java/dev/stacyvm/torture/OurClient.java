package dev.stacyvm.torture;

import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.token.FileTokenSource;
import dev.stacyvm.wire.Heartbeat;
import dev.stacyvm.worker.client.ControlPlane;
import dev.stacyvm.worker.client.HttpControlPlane;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** The worker's client over the worker's token source, in this process: a heartbeat after the other. */
final class OurClient implements Victim {
    private static final long AFTER_A_REFUSAL_MILLIS = 20;

    private final Heartbeat beat = new Heartbeat("h", "online", List.of("docker"), List.of(), null);
    private final Vertx vertx;
    private final String url;
    private final Supplier<FileTokenSource> sources;
    private Optional<FileTokenSource> source = Optional.empty();
    private AtomicBoolean stopped = new AtomicBoolean(true);

    OurClient(Vertx vertx, String url, Supplier<FileTokenSource> sources) {
        this.vertx = vertx;
        this.url = url;
        this.sources = sources;
    }

    @Override
    public void start() {
        FileTokenSource file = sources.get();
        AtomicBoolean end = new AtomicBoolean();
        source = Optional.of(file);
        stopped = end;
        vertx.runOnContext(now -> {
            file.onChange(reading -> {});
            beat(new HttpControlPlane(ApiClient.create(vertx), BaseUrl.parse(url), Mint.WORKER, file), end);
        });
    }

    private void beat(ControlPlane client, AtomicBoolean end) {
        client.heartbeat(beat).onSuccess(answer -> {
            if (end.get()) {
                return;
            }
            if (answer.granted().isPresent()) {
                vertx.runOnContext(next -> beat(client, end));
            } else {
                vertx.setTimer(AFTER_A_REFUSAL_MILLIS, next -> beat(client, end));
            }
        });
    }

    @Override
    public boolean isAlive() {
        return !stopped.get();
    }

    @Override
    public void stop() {
        stopped.set(true);
        source.ifPresent(FileTokenSource::close);
    }
}
