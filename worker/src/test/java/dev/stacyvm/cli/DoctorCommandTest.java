package dev.stacyvm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stacyvm.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @TempDir
    Path folder;

    @Test
    void aConfigurationThatDoesNotLoadIsOneRow() throws IOException {
        write("server: {port: x}\n");

        Run run = doctor(Map.of());

        assertThat(run.out()).startsWith("[FAIL] config: ").hasLineCount(2);
        assertThat(run.err().strip()).isEqualTo("doctor found 1 failing check(s)");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void aHostThatUsesNoRuntimeOnlyWarns() throws IOException {
        write("""
                auth: {api_key: k, admin_api_key: l}
                providers: {default: mock, docker: {enabled: false}, firecracker: {enabled: false}}
                worker: {control_plane_url: "http://127.0.0.1:1"}
                """);

        Run run = doctor(Map.of());

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("[WARN] auth.api_key: it is too short")
                .contains("[WARN] docker: ", "[WARN] firecracker: ", "[WARN] proot: ")
                .contains("[WARN] worker.control_plane: http://127.0.0.1:1/api/v1/health refused the connection");
        assertThat(doctor(Map.of(), "--production").exit()).isEqualTo(1);
    }

    @Test
    void looksAtTheTokenFileThatIsNamed() throws IOException {
        write("providers: {default: mock, docker: {enabled: false}, firecracker: {enabled: false}}\n");
        Files.writeString(folder.resolve("token"), "stacyvm-worker-v1.cut");

        assertThat(doctor(Map.of(), "--worker-token-file", "token").out())
                .contains("worker.token_file.token: ")
                .contains("holds no whole token")
                .doesNotContain("v1.cut");
    }

    @Test
    void tellsTheOneShapeAsPureJsonWithoutASecret() throws Exception {
        Run run = doctor(Map.of("STACYVM_AUTH_API_KEY", "hunter2", "PATH", "/nowhere"), "--format", "json");

        JsonNode report = Json.readObject(run.out().getBytes(UTF_8));
        assertThat(report.fieldNames()).toIterable().startsWith("generated_at", "status", "host", "checks");
        assertThat(run.out()).doesNotContain("hunter2");
        assertThat(run.exit()).isEqualTo(1);
    }

    private void write(String yaml) throws IOException {
        Files.writeString(folder.resolve("stacyvm.yaml"), yaml);
    }

    private Run doctor(Map<String, String> environment, String... more) {
        String[] words = Stream.concat(Stream.of("doctor", "--state", "state"), Stream.of(more))
                .toArray(String[]::new);
        return Run.with(folder, "", environment, words);
    }
}
