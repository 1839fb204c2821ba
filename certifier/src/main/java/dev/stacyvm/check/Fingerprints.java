package dev.stacyvm.check;

import dev.stacyvm.probe.EngineReading;
import dev.stacyvm.probe.EngineReading.Engine;
import dev.stacyvm.probe.EngineRuntime;
import dev.stacyvm.probe.Host;
import dev.stacyvm.probe.ProgramReading;
import dev.stacyvm.probe.ProgramReading.Ran;
import dev.stacyvm.report.HostFacts;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a certification of a runtime depends on, by name: the kernel's release, versions and digests of what runs the
 * sandboxes. Not the boot id: a reboot into the same system changes nothing that was proven.
 */
public final class Fingerprints {
    private final Host host;
    private final CertificationSettings settings;
    private final Once<EngineReading> engine;

    public Fingerprints(Host host, CertificationSettings settings) {
        this.host = host;
        this.settings = settings;
        this.engine = new Once<>(host::engine);
    }

    /** The parts for one runtime, or for all of them together. What is not there has no part. Never fails. */
    public Future<Map<String, String>> of(Target target, HostFacts facts) {
        List<Future<Map<String, String>>> parts = new ArrayList<>();
        parts.add(Future.succeededFuture(part("kernel", kernel(facts))));
        target.runtimes().forEach(runtime -> parts.addAll(runtime(runtime)));
        return Future.all(parts).map(all -> {
            Map<String, String> together = new TreeMap<>();
            parts.forEach(each -> together.putAll(each.result()));
            return together;
        });
    }

    private List<Future<Map<String, String>>> runtime(Target runtime) {
        return switch (runtime) {
            case DOCKER -> List.of(engine());
            case GVISOR -> List.of(engine(), registered("gvisor", RuntimeRule.GVISOR));
            case KATA -> List.of(engine(), registered("kata", RuntimeRule.KATA));
            case FIRECRACKER ->
                List.of(
                        program("firecracker"),
                        file("firecracker.kernel", settings.firecracker().kernel()),
                        file("firecracker.rootfs", settings.firecracker().rootfs()));
            case PROOT ->
                List.of(program("proot"), file("proot.rootfs", settings.proot().rootfs()));
            case ALL -> throw new IllegalArgumentException("all is not one runtime");
        };
    }

    private Future<Map<String, String>> engine() {
        return engine.get()
                .map(reading -> reading instanceof Engine read
                        ? joined(List.of(part("engine", read.version()), part("engine.host_kernel", read.kernel())))
                        : Map.of());
    }

    private Future<Map<String, String>> registered(String word, RuntimeRule rule) {
        return engine.get().compose(reading -> {
            Optional<EngineRuntime> found =
                    reading instanceof Engine read ? read.runtimes().flatMap(rule::find) : Optional.empty();
            return found.map(runtime -> registered(word, runtime)).orElse(Future.succeededFuture(Map.of()));
        });
    }

    private Future<Map<String, String>> registered(String word, EngineRuntime runtime) {
        Map<String, String> named =
                joined(List.of(part(word + ".runtime", runtime.name()), part(word + ".type", runtime.type())));
        return runtime.path().isEmpty()
                ? Future.succeededFuture(named)
                : program(word, runtime.path()).map(more -> joined(List.of(named, more)));
    }

    private Future<Map<String, String>> program(String name) {
        return program(name, name);
    }

    private Future<Map<String, String>> program(String word, String name) {
        return host.program(name).compose(reading -> {
            String path = path(reading);
            Map<String, String> known = reading instanceof Ran ran ? part(word + ".version", ran.version()) : Map.of();
            return file(word + ".binary", path).map(digest -> joined(List.of(known, digest)));
        });
    }

    private Future<Map<String, String>> file(String name, String path) {
        return path.isEmpty()
                ? Future.succeededFuture(Map.of())
                : host.digest(path).map(digest -> part(name, digest));
    }

    private static String path(ProgramReading reading) {
        if (reading instanceof Ran ran) {
            return ran.path();
        }
        return reading instanceof ProgramReading.Broken broken ? broken.path() : "";
    }

    /** The release is the second word of what {@code uname -srm} prints. */
    private static String kernel(HostFacts facts) {
        return Stream.of(facts.os().split(" ", -1)).skip(1).findFirst().orElse("");
    }

    private static Map<String, String> part(String name, String value) {
        return value.isEmpty() ? Map.of() : Map.of(name, value);
    }

    private static Map<String, String> joined(List<Map<String, String>> parts) {
        Map<String, String> together = new TreeMap<>();
        parts.forEach(together::putAll);
        return together;
    }
}
