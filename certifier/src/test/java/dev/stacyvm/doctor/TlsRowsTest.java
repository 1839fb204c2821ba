package dev.stacyvm.doctor;

import static dev.stacyvm.report.Status.PASS;
import static dev.stacyvm.report.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.lint.Mode;
import dev.stacyvm.report.CheckResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsRowsTest {
    @TempDir
    static Path folder;

    private static Path certificate;

    @BeforeAll
    static void issue() throws Exception {
        certificate = folder.resolve("server.crt");
        Process process = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-nodes",
                        "-subj",
                        "/CN=ignored",
                        "-addext",
                        "subjectAltName=DNS:Worker.example,DNS:*.workers.example,IP:10.0.0.7",
                        "-days",
                        "30",
                        "-keyout",
                        "server.key",
                        "-out",
                        "server.crt")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void aNameThatCallersUsePasses() throws Exception {
        assertThat(row("worker.example").status()).isEqualTo(PASS);
        assertThat(row("a.workers.example").status()).isEqualTo(PASS);
        assertThat(row("10.0.0.7").status()).isEqualTo(PASS);
    }

    @Test
    void anotherNameWarnsAndShowsWhichThereAre() throws Exception {
        assertThat(row("workers.example").status()).isEqualTo(WARN);
        assertThat(row("a.b.workers.example").status()).isEqualTo(WARN);
        assertThat(row("ignored").message())
                .isEqualTo("it is made out to worker.example, *.workers.example, 10.0.0.7, not to ignored");
    }

    @Test
    void whatHoldsNoCertificateWarns() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.crt"), "");

        assertThat(row("worker.example", empty).message()).contains("holds no certificate");
    }

    private static CheckResult row(String name) throws Exception {
        return row(name, certificate);
    }

    private static CheckResult row(String name, Path file) throws Exception {
        return DoctorTest.row(
                Patient.in(folder)
                        .configured("worker.rpc_tls.enabled: true | worker.rpc_tls.server_cert_file: " + file
                                + " | worker.rpc_tls.server_name: " + name)
                        .rows(Mode.PRODUCTION),
                "worker.rpc_tls.server_cert.names");
    }
}
