package dev.stacyvm.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import dev.stacyvm.wire.Printable;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Makes, uses and removes containers of one run. A step that the engine refuses fails with {@link EngineNonsense}. */
final class Containers {
    private static final Duration STEP = Duration.ofSeconds(20);
    private static final int SHOWN = 300;

    private final EngineCalls engine;
    private final RunMark mark;
    private final AtomicInteger made = new AtomicInteger();
    /** Guards itself and the flags after it. */
    private final Set<Future<?>> making = new HashSet<>();

    private boolean closed;
    private boolean any;

    Containers(EngineCalls engine, RunMark mark) {
        this.engine = engine;
        this.mark = mark;
    }

    /** What a program did in a container that is there already. */
    record Executed(int exit, Frames wrote) {}

    /** How a container ended by itself. */
    record Ended(long status, Frames wrote) {}

    /** From here on nothing more is made. Gives what is being made at this moment, when all of it is made or refused. */
    Future<Void> refuseMore() {
        synchronized (making) {
            closed = true;
            return Future.join(List.copyOf(making)).otherwiseEmpty().mapEmpty();
        }
    }

    /** Lets the engine make something, unless the run is ending. */
    <T> Future<T> make(Supplier<Future<T>> order) {
        synchronized (making) {
            if (closed) {
                return Future.failedFuture(new EngineNonsense("is not asked for more, because the run is ending"));
            }
            Future<T> made = order.get();
            making.add(made);
            any = true;
            return made.onComplete(done -> forget(made));
        }
    }

    /** Whether the engine was ever asked to make something. */
    boolean hasMade() {
        synchronized (making) {
            return any;
        }
    }

    private void forget(Future<?> made) {
        synchronized (making) {
            making.remove(made);
        }
    }

    /** Makes a container and starts it; gives its id. */
    Future<String> start(ContainerPlan plan) {
        return make(() -> order(plan));
    }

    private Future<String> order(ContainerPlan plan) {
        String name = "stacyvm-certify-" + mark.id() + "-" + made.incrementAndGet();
        return engine.post("/containers/create?name=" + name, plan.body(mark.labels()), STEP)
                .compose(answer -> told(answer, "create a sandbox"))
                .map(created -> created.path("Id").asText())
                .compose(id -> engine.post("/containers/" + id + "/start", Json.object(), STEP)
                        .compose(answer -> done(answer, "start a sandbox"))
                        .map(started -> id));
    }

    Future<Executed> exec(String id, List<String> command) {
        ObjectNode order = Json.object().put("AttachStdout", true).put("AttachStderr", true);
        command.forEach(order.putArray("Cmd")::add);
        return engine.post("/containers/" + id + "/exec", order, STEP)
                .compose(answer -> told(answer, "run a command in a sandbox"))
                .compose(created -> attach(created.path("Id").asText()));
    }

    /** Waits until it has ended; then gives what it wrote. */
    Future<Ended> end(String id, Duration limit) {
        return engine.post("/containers/" + id + "/wait?condition=not-running", Json.object(), limit)
                .compose(answer -> told(answer, "wait for a sandbox"))
                .compose(waited -> logs(id).map(
                                wrote -> new Ended(waited.path("StatusCode").asLong(-1), wrote)));
    }

    Future<Frames> logs(String id) {
        return engine.get("/containers/" + id + "/logs?stdout=1&stderr=1", STEP)
                .compose(answer -> done(answer, "give a sandbox's log"))
                .map(answer -> Frames.of(answer.body()));
    }

    /** Counters of the moment, without waiting for a second sample. */
    Future<ObjectNode> counters(String id) {
        return engine.get("/containers/" + id + "/stats?stream=false&one-shot=true", STEP)
                .compose(answer -> told(answer, "count what a sandbox uses"));
    }

    Future<Void> kill(String id) {
        return engine.post("/containers/" + id + "/kill", Json.object(), STEP)
                .compose(answer -> done(answer, "kill a sandbox"))
                .mapEmpty();
    }

    /** Removes it with its volumes, running or not. */
    Future<Void> remove(String id) {
        return engine.delete("/containers/" + id + "?force=1&v=1", STEP)
                .compose(answer -> done(answer, "remove a sandbox"))
                .mapEmpty();
    }

    Future<Boolean> isThere(String id) {
        return engine.get("/containers/" + id + "/json", STEP).map(answer -> answer.status() != 404);
    }

    private Future<Executed> attach(String exec) {
        ObjectNode order = Json.object().put("Detach", false).put("Tty", false);
        return engine.post("/exec/" + exec + "/start", order, STEP)
                .compose(answer -> done(answer, "run a command in a sandbox"))
                .map(answer -> Frames.of(answer.body()))
                .compose(wrote -> engine.get("/exec/" + exec + "/json", STEP)
                        .compose(answer -> told(answer, "tell how a command ended"))
                        .map(ended -> new Executed(ended.path("ExitCode").asInt(-1), wrote)));
    }

    private static Future<ObjectNode> told(EngineAnswer answer, String what) {
        return done(answer, what).compose(good -> {
            try {
                return Future.succeededFuture(Json.readObject(good.body().getBytes()));
            } catch (InvalidJson invalid) {
                return Future.failedFuture(new EngineNonsense("did not say in JSON whether it could " + what));
            }
        });
    }

    static Future<EngineAnswer> done(EngineAnswer answer, String what) {
        return answer.status() / 100 == 2
                ? Future.succeededFuture(answer)
                : Future.failedFuture(
                        new EngineNonsense("did not " + what + ": status " + answer.status() + told(answer)));
    }

    /** The engine's own words, which name what is wrong with a runtime. */
    private static String told(EngineAnswer answer) {
        try {
            JsonNode message = Json.readObject(answer.body().getBytes()).path("message");
            return message.isTextual() ? ", " + Printable.of(message.textValue(), SHOWN) : "";
        } catch (InvalidJson silent) {
            return "";
        }
    }
}
