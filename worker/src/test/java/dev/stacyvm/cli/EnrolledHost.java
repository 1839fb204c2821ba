package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.http.FreePort;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** A real issuer in a process of its own, and workers enrolled with it whose token files lie in the folder. */
record EnrolledHost(Path folder, Plane plane, Program issuer) implements AutoCloseable {
    static EnrolledHost start(Path folder) throws IOException {
        secret(folder, "admin-key", "an-admin-key-of-at-least-thirty-two-bytes");
        secret(folder, "signing-key", "a-signing-key-of-at-least-thirty-two-bytes");
        Plane plane = new Plane(FreePort.pick(), folder.resolve("admin-key"));
        Program issuer = Program.start(
                folder,
                "issuer",
                "serve",
                "--listen",
                "127.0.0.1:" + plane.port(),
                "--store",
                "store",
                "--admin-api-key-file",
                "admin-key",
                "--signing-key-file",
                "signing-key");
        EnrolledHost host = new EnrolledHost(folder, plane, issuer);
        issuer.until("the issuer is ready", plane::isReady);
        return host;
    }

    /** Its token is in the file {@code token-ID}. */
    String enrol(String worker) {
        ran(
                "issuer",
                "join-token",
                worker,
                "--issuer",
                plane.url(),
                "--admin-api-key-file",
                "admin-key",
                "--output",
                "join-" + worker);
        ran(
                "sidecar",
                "--once",
                "--issuer",
                plane.url(),
                "--worker-id",
                worker,
                "--key-file",
                "key-" + worker,
                "--join-token-file",
                "join-" + worker,
                "--output",
                "token-" + worker);
        return "token-" + worker;
    }

    /** The public half of the key that attests, as the issuer keeps it. */
    String publicKey() throws IOException {
        try (DirectoryStream<Path> keys = Files.newDirectoryStream(folder.resolve("store"), "attestation-*.pub.pem")) {
            return keys.iterator().next().toString();
        }
    }

    private void ran(String... words) {
        Run run = Run.with(folder, "", Map.of(), words);
        assertThat(run.exit()).as("%s", run.err()).isZero();
    }

    private static void secret(Path folder, String name, String value) throws IOException {
        Path file = Files.writeString(folder.resolve(name), value);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Override
    public void close() {
        issuer.close();
    }
}
