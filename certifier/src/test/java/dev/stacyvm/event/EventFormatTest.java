package dev.stacyvm.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFormatTest {
    @Test
    void writesOneJsonObjectWithTheDataInIt() {
        String json = new String(EventFormat.write(Samples.event()), StandardCharsets.UTF_8);

        assertThat(json)
                .contains("\"specversion\":\"1.0\"")
                .contains("\"source\":\"/hosts/host-a-0123abcd\"")
                .contains("\"data\":{\"sequence\":1,\"report\":{");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{}",
                "null",
                "{\"specversion\":\"1.0\"}",
                "{\"specversion\":\"0.3\",\"id\":\"a\",\"type\":\"t\",\"source\":\"/s\"}",
                "{\"specversion\":\"9\",\"id\":\"a\",\"type\":\"t\",\"source\":\"/s\"}",
                "{\"specversion\":\"1.0\",\"id\":\"a\",\"id\":\"b\",\"type\":\"t\",\"source\":\"/s\"}",
                "{\"specversion\":\"1.0\",\"id\":\"a\",\"type\":\"t\",\"source\":\"not a uri\"}",
                "{\"specversion\":\"1.0\",\"id\":\"a\",\"type\":\"t\",\"source\":\"/s\",\"time\":\"yesterday\"}",
                "{\"specversion\":\"1.0\",\"id\":\"a\",\"type\":\"t\",\"source\":\"/s\",\"data_base64\":\"%%\"}",
                "{\"specversion\":\"1.0\",\"id\":{},\"type\":[],\"source\":1}"
            })
    void refusesWhatIsNoEvent(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> EventFormat.read(bytes)).isInstanceOf(InvalidEvent.class);
    }

    @Test
    void refusesToReadOrWriteMoreThanItsLimit() {
        byte[] large = new byte[EventFormat.MAX_BYTES];
        CloudEvent event = CloudEventBuilder.v1(Samples.event())
                .withData("application/octet-stream", large)
                .build();

        assertThatThrownBy(() -> EventFormat.write(event)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EventFormat.read(new byte[EventFormat.MAX_BYTES + 1]))
                .isInstanceOf(InvalidEvent.class)
                .hasMessageContaining("bytes long");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] latin = "{\"id\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> EventFormat.read(latin)).isInstanceOf(InvalidEvent.class);
    }
}
