package dev.stacyvm.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacyvm.file.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres://u:p@db.example:6432/name?sslmode=require | db.example:6432/name",
                "postgresql://u@db.example/name | db.example:5432/name",
                "postgres://u:p@[::1]/name | [::1]:5432/name",
                "host=db user=u password=p dbname=name | db:5432/name",
                "user=u | localhost:5432/u"
            })
    void isShownWithoutCredentials(String dsn, String shown) {
        assertThat(PostgresAddress.parse(Secret.of(dsn)).shown()).isEqualTo(shown);
    }

    @Test
    void handsOnWhatTheDriverNeeds() {
        var properties = PostgresAddress.parse(Secret.of("postgres://u%40x:p+%2F@h/d?sslmode=require&other=1"))
                .properties();

        assertThat(properties)
                .containsEntry("user", "u@x")
                .containsEntry("password", "p+/")
                .containsEntry("sslmode", "require")
                .doesNotContainKey("other");
    }

    @Test
    void takesThePasswordOutOfWhatADriverSays() {
        PostgresAddress address = PostgresAddress.parse(Secret.of("host=h user=u password='hun ter2' dbname=d"));

        assertThat(address.redacted("wrong password hun ter2")).isEqualTo("wrong password …");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "mysql://u:hunter2@h/d", "postgres://u:hunter2@h:x y/d", "host a b"})
    void whatIsNoAddressIsRefusedWithoutBeingRepeated(String dsn) {
        assertThatThrownBy(() -> PostgresAddress.parse(Secret.of(dsn)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2");
    }
}
