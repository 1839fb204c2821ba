package dev.stacyvm.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stacyvm.report.CheckResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The inventory of the checks: each has a case in the corpus for every verdict that it can give, and there are no others. */
class CorpusCoverageTest {
    private static final String FILE = "verdicts.json";

    @Test
    void everyCheckHasACaseForEachOfItsVerdicts() throws Exception {
        Map<String, TreeSet<String>> seen = new TreeMap<>();
        for (CheckResult row : rows()) {
            seen.computeIfAbsent(row.name(), name -> new TreeSet<>())
                    .add(row.status().name());
        }
        Map<String, TreeSet<String>> listed = new TreeMap<>();
        for (JsonNode check : Corpus.read(FILE)) {
            TreeSet<String> verdicts =
                    new TreeSet<>(List.of(check.path("verdicts").asText().split(" ")));
            listed.put(check.path("check").asText(), verdicts);
        }
        assertThat(seen).containsExactlyEntriesOf(listed);
    }

    @Test
    void thereAreAtLeastTwoHundredCases() throws Exception {
        int cases = Corpus.read("hosts.json").size()
                + Corpus.read("live.json").size()
                + Corpus.read("survey.json").size()
                + Corpus.read(EngineAnswersCorpusTest.FILE).size();

        assertThat(cases).isGreaterThanOrEqualTo(200);
    }

    /** Of StacyVM's own script, as far as a host shows them; the others are the smoke's, the forms' and the artifacts'. */
    @Test
    void everyWeaknessThatAHostCanShowHasACase() throws Exception {
        Set<Integer> shown = new TreeSet<>();
        for (JsonNode host : Corpus.read("hosts.json")) {
            host.path("weakness").forEach(number -> shown.add(number.asInt()));
        }

        assertThat(shown).containsExactly(5, 6, 7, 12);
    }

    private static List<CheckResult> rows() throws Exception {
        List<CheckResult> rows = new ArrayList<>();
        for (JsonNode host : Corpus.read("hosts.json")) {
            rows.addAll(RuntimeCertificationTest.judged(host).checks());
        }
        for (JsonNode each : Corpus.read("live.json")) {
            rows.addAll(LiveVerdictsTest.judgedCase(each).checks());
        }
        for (JsonNode each : Corpus.read("survey.json")) {
            rows.addAll(HostSurveyTest.judged(each));
        }
        return rows;
    }
}
