package dev.stacyvm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OfferedProvidersTest {
    private static final List<String> ALL = List.of("docker", "gvisor", "kata", "firecracker", "proot");

    @Test
    void whatTheOperatorDisabledIsNotOfferedThoughItStands() {
        assertThat(new OfferedProviders(List.of("firecracker", "docker")).among(ALL))
                .containsExactly("docker", "gvisor", "kata", "firecracker");
        assertThat(new OfferedProviders(List.of("proot")).among(ALL)).containsExactly("proot");
    }

    @Test
    void whatDoesNotStandOrIsNoRuntimeIsNotOfferedThoughItIsEnabled() {
        assertThat(new OfferedProviders(List.of("mock", "docker", "e2b")).among(List.of("proot")))
                .isEmpty();
    }
}
