package dev.stacyvm.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:7423, 127.0.0.1:7423",
        ":80, 0.0.0.0:80",
        "[::1]:0, [::1]:0",
        "cp.example:65535, cp.example:65535"
    })
    void readsAListenAddress(String written, String shown) {
        assertThat(ListenAddress.parse(written)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7423", "host", "host:", "host:65536", "host:-1", "host:x", "host:٣"})
    void refusesWhatIsNoListenAddress(String written) {
        assertThatThrownBy(() -> ListenAddress.parse(written)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void appendsPathsToABaseUrlWithoutDoublingTheSlash() {
        assertThat(BaseUrl.parse(" https://cp:7423// ").at("/api/v1/live")).isEqualTo("https://cp:7423/api/v1/live");
    }

    @Test
    void aSchemeMayBeWrittenInCapitals() {
        assertThat(BaseUrl.parse("HTTPS://cp:65535").at("/x")).isEqualTo("https://cp:65535/x");
    }

    @Test
    void knowsWhetherAnythingIsEncrypted() {
        assertThat(BaseUrl.parse("https://cp").isEncrypted()).isTrue();
        assertThat(BaseUrl.parse("http://cp").isEncrypted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cp:7423",
                "ftp://cp",
                "http://",
                "http://cp/api",
                "http://cp?x=1",
                "http://cp#x",
                "http://a b",
                "http://cp:",
                "http://cp:0",
                "http://cp:65536"
            })
    void refusesWhatIsNoBaseUrl(String written) {
        assertThatThrownBy(() -> BaseUrl.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write it like https://control-plane:7423");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user:pa55@cp:7423", "https://user:pa55@cp:7423/%zz path"})
    void neverRepeatsCredentialsOfAUrl(String written) {
        assertThatThrownBy(() -> BaseUrl.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("pa55");
    }
}
