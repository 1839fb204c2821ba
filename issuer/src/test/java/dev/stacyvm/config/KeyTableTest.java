package dev.stacyvm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeyTableTest {
    @Test
    void everyPathAndVariableIsItsOwn() {
        List<String> paths = KeyTable.all().stream().map(Key::path).toList();
        List<String> variables = KeyTable.all().stream().map(Key::variable).toList();
        assertThat(new HashSet<>(paths)).hasSameSizeAs(paths).hasSizeGreaterThan(120);
        assertThat(new HashSet<>(variables)).hasSameSizeAs(paths);
    }

    @Test
    void everyDefaultIsOfItsType() {
        for (Key key : KeyTable.all()) {
            assertThat(ValueReader.of(key.type(), key.fallback()))
                    .as(key.path())
                    .isNotNull();
        }
    }

    @Test
    void aVariableIsThePathInCapitals() {
        assertThat(KeyTable.byPath("worker.rpc_tls.enabled").orElseThrow().variable())
                .isEqualTo("STACYVM_WORKER_RPC_TLS_ENABLED");
    }

    @Test
    void oneRunNamesEveryMistypedKeyWithItsSuggestion() {
        Map<String, String> mistyped = new TreeMap<>();
        KeyTable.all().forEach(key -> mistyped.put(key.path(), swapLastTwo(key.path())));
        StringBuilder yaml = new StringBuilder();
        mistyped.values().forEach(path -> yaml.append(path).append(": x\n"));

        LoadResult result = Loads.yaml(yaml.toString());

        List<String> told = new ArrayList<>(Loads.problems(result));
        told.addAll(Loads.warnings(result));
        mistyped.forEach((right, wrong) -> assertThat(told)
                .anyMatch(line -> line.endsWith(": " + wrong + ": there is no such key; did you mean " + right + "?")));
        assertThat(told).hasSameSizeAs(mistyped.values());
    }

    private static String swapLastTwo(String path) {
        int end = path.length();
        return path.substring(0, end - 2) + path.charAt(end - 1) + path.charAt(end - 2);
    }
}
