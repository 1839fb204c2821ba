package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.config.ConfigurationLoader;
import dev.stacyvm.config.LoadResult;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The configuration that operators start from is one that we load without a word. */
final class DeployExampleTest {
    private static final Path DEPLOY = Path.of("..", "deploy").toAbsolutePath().normalize();

    @Test
    void loadsWithoutProblemOrWarning() {
        LoadResult result = new ConfigurationLoader(Map.of(), DEPLOY).load(Path.of("stacyvm.yaml"));
        assertThat(result).isInstanceOf(LoadResult.Loaded.class);
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void readsNoSecretThatAWorkersUserCouldNotRead() {
        LoadResult result = new ConfigurationLoader(Map.of(), DEPLOY).load(Path.of("stacyvm.yaml"));
        assertThat(result)
                .isInstanceOfSatisfying(
                        LoadResult.Loaded.class,
                        loaded -> assertThat(loaded.configuration().text("auth.worker_signing_key_file"))
                                .isEmpty());
    }
}
