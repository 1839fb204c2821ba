package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.token.Audiences;
import dev.stacyvm.token.TokenFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenOutputTest {
    @ParameterizedTest
    @ValueSource(strings = {"token", "/run/a=b", "./a=b", "run/token"})
    void aPathAloneLeavesAudienceAndFormatOpen(String words) {
        TokenOutput output = TokenOutput.parse(words);

        assertThat(output.file()).isEqualTo(words);
        assertThat(output.audiences()).isEmpty();
        assertThat(output.format()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"kafka=/run/k=1", "worker:control-plane=t", "worker:rpc=t", "worker:control-plane+kafka=t"})
    void whatStandsBeforeTheSignIsTheAudience(String words) {
        TokenOutput output = TokenOutput.parse(words);

        String[] parts = words.split("=", 2);
        assertThat(output.audiences()).isEqualTo(Audiences.parse(parts[0]));
        assertThat(output.file()).isEqualTo(parts[1]);
    }

    @Test
    void theFormatStandsFirst() {
        assertThat(TokenOutput.parse("worker-v1/worker:rpc=t").format()).contains(TokenFormat.WORKER_V1);
        assertThat(TokenOutput.parse("jwt/kafka=t").format()).contains(TokenFormat.JWT);
    }
}
