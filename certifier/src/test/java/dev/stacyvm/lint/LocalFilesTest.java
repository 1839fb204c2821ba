package dev.stacyvm.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.lint.FileFacts.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {
    @TempDir
    Path folder;

    @Test
    void tellsWhoCanReadAFile() throws IOException {
        assertThat(FileFacts.local().of(file("rw-------", "x"))).isEqualTo(new Fact(true, false, Optional.empty()));
        assertThat(FileFacts.local().of(file("rw-r-----", "x"))).isEqualTo(new Fact(true, true, Optional.empty()));
    }

    @Test
    void whatIsNoFileIsAbsent() {
        assertThat(FileFacts.local().of(folder.toString())).isEqualTo(Fact.ABSENT);
        assertThat(FileFacts.local().of(folder.resolve("gone").toString())).isEqualTo(Fact.ABSENT);
        assertThat(FileFacts.local().of("a\0b")).isEqualTo(Fact.ABSENT);
    }

    @Test
    void aCertificateThatIsBrokenHasNoEnd() throws IOException {
        String broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        assertThat(FileFacts.local().of(file("rw-------", broken)).certificateEnd())
                .isEmpty();
    }

    @Test
    void theFirstCertificateToExpireCounts() throws IOException {
        Fact fact = FileFacts.local().of(file("rw-r--r--", LATE + SOON));
        assertThat(fact.certificateEnd()).contains(Instant.parse("2036-11-19T22:09:08Z"));
    }

    private String file(String mode, String content) throws IOException {
        Path file = Files.createTempFile(folder, "f", "");
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return file.toString();
    }

    private static final String LATE = """
            -----BEGIN CERTIFICATE-----
            MIIBczCCARmgAwIBAgIUOaKhvGXk8Isjf4nN4zvZ6/RY3PMwCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEbGF0ZTAeFw0yNjExMjIyMjA5MDhaFw00NjExMTcyMjA5MDha
            MA8xDTALBgNVBAMMBGxhdGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARUu9fQ
            1B09626CyTCoip6sk/0eGckLwOMeYU22RyXwk0u99GcO9xCVwEVJmU3EML7kz+YS
            RixFjMSCBfww23fBo1MwUTAdBgNVHQ4EFgQUB9eb1hlIO3K1Ht4ncMBZpv3su7Iw
            HwYDVR0jBBgwFoAUB9eb1hlIO3K1Ht4ncMBZpv3su7IwDwYDVR0TAQH/BAUwAwEB
            /zAKBggqhkjOPQQDAgNIADBFAiBWm6kM/A9Q8CWfslUf/fanqUhK5xIaBMvdIIBb
            nUqHfQIhAJ7334pm/+cRGEfsFuervlVg/1ln+DO8t0Gyxdr7w9e3
            -----END CERTIFICATE-----
            """;
    private static final String SOON = """
            -----BEGIN CERTIFICATE-----
            MIIBdDCCARmgAwIBAgIUT2P54Ie5I0SSWgztQY5CpAw+Q1owCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEc29vbjAeFw0yNjExMjIyMjA5MDhaFw0zNjExMTkyMjA5MDha
            MA8xDTALBgNVBAMMBHNvb24wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQtM5TT
            AjLMkz9b+L7Em9UUry7f0IBnUG6PRb2iKQw6NZIglhgXdzsaEpNqekNpjSp1j7SF
            uRX00NQLh/fl2W7bo1MwUTAdBgNVHQ4EFgQU0UmgdfoWVbJhrYajCu0YREFbo70w
            HwYDVR0jBBgwFoAU0UmgdfoWVbJhrYajCu0YREFbo70wDwYDVR0TAQH/BAUwAwEB
            /zAKBggqhkjOPQQDAgNJADBGAiEAzAwo/BhzLQcE/xNAgoEtmbt0xKzx+59E+yyX
            cOTZLOoCIQDrlRy6wW/BJURLH5UGlGKA9CxPUS63ChtrAeA5+/oXAg==
            -----END CERTIFICATE-----
            """;
}
