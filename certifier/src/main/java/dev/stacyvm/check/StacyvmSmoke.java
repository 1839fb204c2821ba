package dev.stacyvm.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import dev.stacyvm.wire.Ids;
import dev.stacyvm.wire.Json;
import dev.stacyvm.wire.Printable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes one sandbox through a running StacyVM, uses it, and takes it away again. Every row is required, for an operator
 * asked for it: what did not run is never a PASS. Used once, on one context.
 */
public final class StacyvmSmoke {
    private static final String SANDBOXES = "/api/v1/sandboxes";
    private static final String MARK = "stacyvm-runtime-ok";
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int EXIT = 7;
    private static final int SHOWN = 100;

    private final SmokeCalls calls;
    private final SmokePlan plan;
    private final Time time;
    private final Scheduler scheduler;
    private final String bootId;
    private final Rows rows = new Rows();
    private String sandbox = "";

    /** @param bootId this host's, to tell whether a sandbox has a kernel of its own */
    public StacyvmSmoke(ApiClient client, Time time, Scheduler scheduler, SmokePlan plan, String bootId) {
        this.calls = new SmokeCalls(client, plan);
        this.plan = plan;
        this.time = time;
        this.scheduler = scheduler;
        this.bootId = bootId;
    }

    /** The rows. Never fails for anything the server does; the sandbox is taken away also after a failure. */
    public Future<List<CheckResult>> run() {
        return step("stacyvm.ready", "", this::ready)
                .compose(done -> step("stacyvm.provider_health", "stacyvm.ready", this::provider))
                .compose(done -> step("stacyvm.spawn", "stacyvm.provider_health", this::spawn))
                .compose(done -> step("stacyvm.running", "stacyvm.spawn", this::running))
                .compose(done -> step("stacyvm.exec", "stacyvm.running", this::exec))
                .compose(done -> step("stacyvm.exit_code", "stacyvm.exec", this::exitCode))
                .compose(done -> kernel())
                .compose(done -> step("stacyvm.destroy", sandbox.isEmpty() ? "stacyvm.spawn" : "", this::destroy))
                .map(done -> rows.list());
    }

    private Future<Void> step(String name, String needed, Supplier<Future<Verdict>> check) {
        if (!needed.isEmpty() && !rows.passed(needed)) {
            rows.after(needed, name, Duration.ZERO, StacyvmSmoke::unreachable);
            return Future.succeededFuture();
        }
        return Timed.of(time, () -> check.get().otherwise(failure -> failed(name, failure)))
                .onSuccess(judged -> rows.add(name, judged.took(), judged.value()))
                .mapEmpty();
    }

    private Verdict failed(String name, Throwable failure) {
        return Verdict.fail(
                plan.url() + ": " + Printable.of(String.valueOf(failure.getMessage()), 2 * SHOWN),
                "look into StacyVM's log for what it says of " + name.substring(name.indexOf('.') + 1));
    }

    private static Verdict unreachable() {
        throw new IllegalStateException("a row after a failed one is skipped, never judged");
    }

    private Future<Verdict> ready() {
        return calls.get("/api/v1/ready")
                .compose(answer -> is(answer, "status", "ready")
                        ? pass("StacyVM at " + plan.url() + " is ready")
                        : SmokeCalls.failed("it says that it is " + text(answer, "status")));
    }

    private Future<Verdict> provider() {
        String name = plan.provider();
        return calls.get("/api/v1/providers/" + name)
                .compose(answer ->
                        is(answer, "name", name) && answer.path("healthy").asBoolean()
                                ? pass("its provider " + name + " is healthy")
                                : SmokeCalls.failed("its provider " + name + " is not healthy"));
    }

    private Future<Verdict> spawn() {
        ObjectNode order = Json.object().put("image", plan.image());
        order.put("provider", plan.provider()).put("ttl", "2m");
        return calls.post(SANDBOXES, order).compose(answer -> {
            String id = answer.path("id").asText();
            if (!Ids.isValid(id)) {
                return SmokeCalls.failed("it gave no id of a sandbox");
            }
            sandbox = SANDBOXES + "/" + id;
            return is(answer, "provider", plan.provider())
                    ? pass("a sandbox was made by provider " + plan.provider())
                    : SmokeCalls.failed("the sandbox was made by provider " + text(answer, "provider"));
        });
    }

    private Future<Verdict> running() {
        return running(time.nanos());
    }

    private Future<Verdict> running(long since) {
        return calls.get(sandbox).compose(answer -> {
            String state = text(answer, "state");
            if (state.equals("running")) {
                return pass("it ran after " + time.since(since).toMillis() + " ms");
            }
            boolean hopeless = !state.equals("creating") || time.since(since).compareTo(plan.patience()) >= 0;
            return hopeless
                    ? SmokeCalls.failed("the sandbox is " + state + " after "
                            + time.since(since).toSeconds() + " s")
                    : later().compose(waited -> running(since));
        });
    }

    private Future<Void> later() {
        Promise<Void> waited = Promise.promise();
        scheduler.after(LOOK_EVERY, waited::complete);
        return waited.future();
    }

    private Future<Verdict> exec() {
        return shell("echo " + MARK)
                .compose(answer -> exit(answer) == 0
                                && answer.path("stdout").asText().strip().equals(MARK)
                        ? pass("a command ran in it and its output came back")
                        : SmokeCalls.failed("a command ended with status " + exit(answer) + " and wrote \""
                                + text(answer, "stdout") + "\""));
    }

    private Future<Verdict> exitCode() {
        return shell("exit " + EXIT)
                .compose(answer -> exit(answer) == EXIT
                        ? pass("the exit code of a command came back")
                        : SmokeCalls.failed("a command that ends with " + EXIT + " ended with " + exit(answer)));
    }

    /** A sandbox of the Docker provider proves nothing of gVisor or Kata unless its kernel does. */
    private Future<Void> kernel() {
        return switch (plan.target()) {
            case GVISOR -> step("stacyvm.runtime", "stacyvm.exec", this::gvisor);
            case KATA -> step("stacyvm.runtime", "stacyvm.exec", this::kata);
            case ALL, DOCKER, FIRECRACKER, PROOT -> Future.succeededFuture();
        };
    }

    private Future<Verdict> gvisor() {
        return shell("dmesg")
                .compose(answer -> answer.path("stdout").asText().contains("Starting gVisor")
                        ? pass("its kernel is gVisor's")
                        : SmokeCalls.failed("its kernel is not gVisor's; set providers.docker.runtime to runsc"));
    }

    private Future<Verdict> kata() {
        if (!plan.local() || bootId.isEmpty()) {
            return SmokeCalls.failed("not proven: run this on the host that StacyVM runs on, to compare kernels");
        }
        return shell("cat /proc/sys/kernel/random/boot_id").compose(answer -> {
            String guest = answer.path("stdout").asText().strip();
            return !guest.isEmpty() && !guest.equals(bootId)
                    ? pass("its kernel is not the host's")
                    : SmokeCalls.failed("its kernel is the host's; set providers.docker.runtime to Kata's name");
        });
    }

    /** A sandbox that is not gone afterwards was not destroyed, whatever the answer said. */
    private Future<Verdict> destroy() {
        return calls.delete(sandbox)
                .compose(answer -> calls.look(sandbox))
                .compose(left -> left.isEmpty() || is(left, "state", "destroyed")
                        ? pass("it was destroyed")
                        : SmokeCalls.failed("the sandbox is still " + text(left, "state")));
    }

    private Future<JsonNode> shell(String command) {
        return calls.post(
                sandbox + "/exec", Json.object().put("command", command).put("mode", "shell"));
    }

    private static int exit(JsonNode answer) {
        return answer.path("exit_code").asInt(-1);
    }

    private static boolean is(JsonNode answer, String member, String value) {
        return answer.path(member).asText().equals(value);
    }

    private static String text(JsonNode answer, String member) {
        String value = answer.path(member).asText();
        return value.isEmpty() ? "without a " + member : Printable.of(value, SHOWN);
    }

    private static Future<Verdict> pass(String message) {
        return Future.succeededFuture(Verdict.pass(message));
    }
}
