package dev.stacyvm.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.file.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationLoaderTest {
    @TempDir
    Path folder;

    @Test
    void theFileInTheFolderIsUsedAlone() throws IOException {
        write("stacyvm.yaml", "server: {port: 1}");
        write("home/.stacyvm/config.yaml", "server: {host: home}");
        assertThat(loaded(loader().load()).server().port()).isEqualTo(1);
        assertThat(loaded(loader().load()).server().host()).isEqualTo("0.0.0.0");
    }

    @Test
    void theFileInTheHomeIsNext() throws IOException {
        write("home/.stacyvm/config.yaml", "server: {host: home}");
        assertThat(loaded(loader().load()).server().host()).isEqualTo("home");
    }

    @Test
    void withoutAFileTheDefaultsHold() {
        assertThat(loader().find()).isEmpty();
        assertThat(loaded(loader().load()).server().host()).isEqualTo("0.0.0.0");
    }

    @Test
    void aNamedFileMustExist() {
        assertThat(Loads.problems(loader().load(Path.of("gone.yaml"))))
                .singleElement()
                .asString()
                .startsWith("gone.yaml: ")
                .contains("does not exist");
    }

    @Test
    void aFolderIsNotAFile() throws IOException {
        Files.createDirectory(folder.resolve("stacyvm.yaml"));
        assertThat(Loads.problems(loader().load())).singleElement().asString().contains("not a regular file");
    }

    @Test
    void aSecretIsReadFromItsFileAndTrimmed() throws IOException {
        write("key", "  a-key \n");
        write("stacyvm.yaml", "auth: {worker_signing_key_file: key}");
        Configuration configuration = loaded(loader().load());
        assertThat(configuration.auth().worker().signingKey()).contains(Secret.of("a-key"));
        assertThat(configuration.origin("auth.worker_signing_key").place()).isEqualTo("key");
    }

    @Test
    void aVariableCountsAsInlineBesideAFile() throws IOException {
        write("key", "a-key");
        write("stacyvm.yaml", "auth: {worker_token_file: key}");
        var loader = new ConfigurationLoader(Map.of("STACYVM_AUTH_WORKER_TOKEN", "hunter2"), folder);
        assertThat(Loads.problems(loader.load()))
                .containsExactly(
                        "stacyvm.yaml:1: auth.worker_token_file: auth.worker_token is set too (environment variable"
                                + " STACYVM_AUTH_WORKER_TOKEN) and both are not allowed; keep one of the two");
    }

    @Test
    void anEmptySecretFileIsToldWithItsKey() throws IOException {
        write("key", " \n");
        write("stacyvm.yaml", "auth: {oidc_public_key_file: key}");
        assertThat(Loads.problems(loader().load()))
                .singleElement()
                .asString()
                .startsWith("stacyvm.yaml:1: auth.oidc_public_key_file: ")
                .contains("is empty");
    }

    private ConfigurationLoader loader() {
        return new ConfigurationLoader(Map.of("HOME", folder.resolve("home").toString()), folder);
    }

    @Test
    void aGlanceSeesWhatIsSetAndAsksForNoSecret() throws IOException {
        write("stacyvm.yaml", """
                events: {state_dir: /state}
                auth: {worker_token_file: missing}
                workr: {}
                """);

        Configuration seen = new ConfigurationLoader(Map.of("STACYVM_LOGGING_LEVEL", "debug"), folder).glance();

        assertThat(seen.events().stateDir()).isEqualTo("/state");
        assertThat(seen.isSet("events.state_dir")).isTrue();
        assertThat(seen.isSet("logging.level")).isTrue();
        assertThat(seen.isSet("logging.format")).isFalse();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Configuration loaded(LoadResult result) {
        assertThat(Loads.problems(result)).isEmpty();
        return ((LoadResult.Loaded) result).configuration();
    }
}
