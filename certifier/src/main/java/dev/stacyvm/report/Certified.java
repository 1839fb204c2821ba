package dev.stacyvm.report;

import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.ReadObject;
import java.util.List;
import java.util.Set;

/** Which runtimes of a report on all of them stand: those whose every row is there and none failed. */
public final class Certified {
    private static final List<String> RUNTIMES = List.of("docker", "gvisor", "kata", "firecracker", "proot");

    private static final Set<String> WELL = Set.of(Status.PASS.name(), Status.WARN.name(), Status.SKIP.name());

    private Certified() {}

    /**
     * The names in the report's order; a failed row that all runtimes share leaves none.
     *
     * @param report in JSON, as {@link Format#JSON} renders it
     * @throws InvalidJson when this is no report
     */
    public static List<String> runtimes(byte[] report) throws InvalidJson {
        List<ReadObject> rows =
                ReadObject.of(report).objects("checks").orElseThrow(() -> new InvalidJson("there are no checks"));
        boolean hostFailed = rows.stream().anyMatch(row -> isOf(row, "host") && failed(row));
        return hostFailed
                ? List.of()
                : RUNTIMES.stream().filter(runtime -> stands(rows, runtime)).toList();
    }

    /** Those that are not among these. */
    public static List<String> others(List<String> runtimes) {
        return RUNTIMES.stream().filter(runtime -> !runtimes.contains(runtime)).toList();
    }

    private static boolean stands(List<ReadObject> rows, String runtime) {
        List<ReadObject> own = rows.stream().filter(row -> isOf(row, runtime)).toList();
        return !own.isEmpty() && own.stream().noneMatch(Certified::failed);
    }

    private static boolean isOf(ReadObject row, String runtime) {
        return row.text("name").filter(name -> name.startsWith(runtime + ".")).isPresent();
    }

    /** What does not say that it is well has failed. */
    private static boolean failed(ReadObject row) {
        return row.text("status").filter(WELL::contains).isEmpty();
    }
}
