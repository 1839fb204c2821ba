package dev.stacyvm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.event.CertificationEvent;
import dev.stacyvm.event.Samples;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SequenceWatchTest {
    private final SequenceWatch watch = new SequenceWatch();

    private Optional<String> add(String host, long number) throws Exception {
        return watch.add(CertificationEvent.from(Samples.draft(host, 0).numbered(number)));
    }

    @Test
    void saysNothingOfNumbersThatFollowWhereverTheyBegin() throws Exception {
        for (long number = 17; number < 20; number++) {
            assertThat(add("h", number)).isEmpty();
            assertThat(add("other", number + 100)).isEmpty();
        }
    }

    @Test
    void tellsHowManyAreMissing() throws Exception {
        assertThat(add("h", 1)).isEmpty();
        assertThat(add("h", 5)).contains("its number is 5 and the last of its host was 1: 3 are missing");
        assertThat(add("h", 6)).isEmpty();
    }

    @Test
    void tellsNumbersThatCameBefore() throws Exception {
        assertThat(add("h", 5)).isEmpty();
        assertThat(add("h", 5).orElseThrow()).contains("number 5 is not above 5", "begun anew");
        assertThat(add("h", 1).orElseThrow()).contains("number 1 is not above 5");
        assertThat(add("h", 2)).isEmpty();
    }
}
