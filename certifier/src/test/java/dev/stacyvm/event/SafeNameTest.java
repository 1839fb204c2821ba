package dev.stacyvm.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.wire.Ids;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SafeNameTest {
    @Example
    void keepsAnIdentifierAsItIs() {
        assertThat(SafeName.of("worker-a.prod_1")).isEqualTo("worker-a.prod_1");
    }

    @Example
    void showsWhatCanBeKeptOfAChangedName() {
        assertThat(SafeName.of("../../etc")).matches("x\\.\\._\\.\\._etc--[0-9a-f]{16}");
    }

    @Example
    void changesANameThatOnlyLooksChanged() {
        // Given a name made to meet the one that another text gets
        String changed = SafeName.of("a/b");

        // Then it does not
        assertThat(SafeName.of(changed)).isNotEqualTo(changed);
    }

    @Example
    void tellsBrokenSurrogatesApart() {
        assertThat(SafeName.of("\ud800")).isNotEqualTo(SafeName.of("?")).isNotEqualTo(SafeName.of("\ud801"));
    }

    @Property
    void isAlwaysAnIdentifierAndStaysInItsFolder(@ForAll("hostile") String text) {
        String name = SafeName.of(text);

        Path folder = Path.of("/artifacts");
        assertThat(Ids.isValid(name)).isTrue();
        assertThat(folder.resolve(name).normalize().getParent()).isEqualTo(folder);
    }

    @Property
    void neverLetsTwoTextsMeet(@ForAll("hostile") String left, @ForAll("hostile") String right) {
        assertThat(SafeName.of(left).equals(SafeName.of(right))).isEqualTo(left.equals(right));
    }

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> few =
                Arbitraries.strings().withChars("aA./\\-_~ \n\u0000\u202e").ofMaxLength(4);
        return Arbitraries.oneOf(
                few,
                few.map(SafeName::of),
                Arbitraries.strings().ofMaxLength(300),
                Arbitraries.of("..", ".", "", "../../etc", "latest.json", "CON", "a".repeat(129)));
    }
}
