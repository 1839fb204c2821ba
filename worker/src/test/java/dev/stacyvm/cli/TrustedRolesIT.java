package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.http.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The roles that hold keys, run with the libraries they are installed with: nothing of the certifier's is there. */
@Tag("long")
class TrustedRolesIT {
    private static final List<String> ABSENT = List.of("kafka", "cloudevents", "jna", "certifier");

    @TempDir
    private Path folder;

    @Test
    void issuerAndSidecarServeWithoutKafkaCloudEventsAndJna() throws Exception {
        String trusted = trusted();
        secret("admin", "the-admin-key");
        secret("signing", "worker-signing-key-with-at-least-32-bytes");
        String address = "127.0.0.1:" + FreePort.pick();

        try (Program issuer = Program.with(trusted, folder, Map.of(), issuer(address));
                Program sidecar = Program.with(trusted, folder, Map.of(), sidecar(address))) {
            Path token = folder.resolve("token");
            sidecar.until("a token is there", () -> Files.exists(token) || !sidecar.isAlive());

            assertThat(token).content().startsWith("stacyvm-worker-v1.");
            assertThat(sidecar.terminate()).isZero();
            assertThat(issuer.terminate()).isZero();
            assertThat(Stream.of(issuer.output(), sidecar.output()))
                    .noneMatch(said -> said.contains("NoClassDefFound"));
        }
    }

    @Test
    void theyRotateTheJwtOfAnEnrolledWorkerWithoutThemToo() throws Exception {
        String trusted = trusted();
        secret("admin", "the-admin-key");
        String address = "127.0.0.1:" + FreePort.pick();

        try (Program issuer = Program.with(trusted, folder, Map.of(), minting(address))) {
            issuer.until("it listens", () -> issuer.output().contains("issuer started") || !issuer.isAlive());
            assertThat(Program.with(trusted, folder, Map.of(), joining(address)).end())
                    .isZero();
            Program sidecar = Program.with(trusted, folder, Map.of(), enrolling(address));

            assertThat(sidecar.end()).as(sidecar.output()).isZero();
            assertThat(folder.resolve("token")).content().startsWith("eyJ");
            assertThat(issuer.terminate()).isZero();
            assertThat(issuer.output()).doesNotContain("NoClassDefFound");
        }
    }

    private static String trusted() {
        List<String> all = List.of(Program.classPath().split(":"));
        assertThat(ABSENT).allSatisfy(name -> assertThat(all).anyMatch(entry -> entry.contains(name)));
        return all.stream()
                .filter(entry -> ABSENT.stream().noneMatch(entry::contains))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(":"));
    }

    private static String[] minting(String address) {
        return ("issuer serve --listen " + address
                        + " --store store --admin-api-key-file admin --token-key-file token.pem --no-control-plane")
                .split(" ");
    }

    private static String[] joining(String address) {
        return ("issuer join-token worker-a --issuer http://" + address
                        + " --admin-api-key-file admin --audience worker:control-plane --audience kafka --output join")
                .split(" ");
    }

    private static String[] enrolling(String address) {
        return ("sidecar --once --issuer http://" + address + " --worker-id worker-a --key-file worker.key"
                        + " --join-token-file join --output worker:control-plane+kafka=token")
                .split(" ");
    }

    private static String[] issuer(String address) {
        return ("issuer serve --listen " + address
                        + " --store store --admin-api-key-file admin --signing-key-file signing")
                .split(" ");
    }

    private static String[] sidecar(String address) {
        return ("sidecar --issuer http://" + address
                        + " --worker-id worker-a --admin-api-key-file admin --output worker-v1/worker:control-plane=token")
                .split(" ");
    }

    private void secret(String name, String text) throws IOException {
        Path file = Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }
}
