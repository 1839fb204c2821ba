package dev.stacyvm.probe;

import dev.stacyvm.probe.EngineReading.Engine;
import dev.stacyvm.wire.Printable;
import dev.stacyvm.wire.ReadObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads what engines of any age answer: a member of another shape than expected counts as not given. */
final class EngineAnswers {
    private static final int MAX_TEXT = 200;
    private static final int MAX_MEMBERS = 256;

    private EngineAnswers() {}

    static EngineReading read(String endpoint, EngineAnswer version, EngineAnswer info) {
        ReadObject told = info.object();
        String name = text(told, "Name");
        ReadObject release = version.object();
        return new Engine(
                endpoint,
                product(release),
                name,
                first(text(release, "Version"), text(told, "ServerVersion")),
                first(text(told, "KernelVersion"), text(release, "KernelVersion")),
                text(told, "Architecture"),
                told.texts("SecurityOptions").flatMap(EngineAnswers::options),
                told.object("Runtimes").flatMap(EngineAnswers::runtimes),
                told.flag("LiveRestoreEnabled").orElse(false));
    }

    /** The engine itself is the first of its components; an older one only names its platform, or nothing. */
    private static String product(ReadObject release) {
        return release.objects("Components").stream()
                .flatMap(List::stream)
                .findFirst()
                .map(component -> text(component, "Name"))
                .orElse("");
    }

    private static Optional<List<String>> options(List<String> told) {
        return told.size() > MAX_MEMBERS
                ? Optional.empty()
                : Optional.of(told.stream()
                        .map(option -> Printable.of(option, MAX_TEXT))
                        .toList());
    }

    private static Optional<List<EngineRuntime>> runtimes(ReadObject told) {
        List<EngineRuntime> runtimes = new ArrayList<>();
        for (String name : told.names()) {
            Optional<ReadObject> runtime = told.object(name);
            if (runtime.isEmpty() || runtimes.size() == MAX_MEMBERS) {
                return Optional.empty();
            }
            String shown = Printable.of(name, MAX_TEXT);
            runtimes.add(new EngineRuntime(shown, text(runtime.get(), "runtimeType"), text(runtime.get(), "path")));
        }
        runtimes.sort(Comparator.comparing(EngineRuntime::name));
        return Optional.of(List.copyOf(runtimes));
    }

    private static String text(ReadObject object, String member) {
        return Printable.of(object.text(member).orElse(""), MAX_TEXT);
    }

    private static String first(String preferred, String otherwise) {
        return preferred.isEmpty() ? otherwise : preferred;
    }
}
