package dev.stacyvm.signoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Report;
import dev.stacyvm.report.Status;
import dev.stacyvm.token.P256Key;
import dev.stacyvm.trust.Dsse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleCheckTest {
    @TempDir
    Path folder;

    private TestIssuer issuer;
    private Path bundle;

    @BeforeEach
    void collect() throws Exception {
        issuer = TestIssuer.create();
        bundle = Signoffs.written(folder, "host-a", issuer);
    }

    @Test
    void aWholeSignedBundlePasses() {
        assertThat(check()).extracting(CheckResult::status).containsOnly(Status.PASS);
        assertThat(check())
                .extracting(CheckResult::name)
                .contains("bundle.files", "bundle.complete", "bundle.signature.index.json");
    }

    @Test
    void sha256sumAgrees() throws Exception {
        Process process = new ProcessBuilder("sha256sum", "--strict", "-c", "SHA256SUMS")
                .directory(bundle.toFile())
                .start();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void aChangedByteOfAnyFileIsNamed() throws Exception {
        Random random = new Random(42);
        for (Path file : files()) {
            byte[] whole = Files.readAllBytes(file);
            byte[] changed = whole.clone();
            changed[random.nextInt(changed.length)] ^= 1;
            Files.write(file, changed);

            assertThat(problems()).as("%s", file).isNotEmpty();
            if (!file.endsWith(Sums.FILE)) {
                assertThat(problems()).contains("TAMPERED: " + file.getFileName() + " was changed");
            }
            Files.write(file, whole);
        }
        assertThat(problems()).isEmpty();
    }

    @Test
    void aDroppedFileIsNamed() throws Exception {
        Files.delete(bundle.resolve("doctor.md"));

        assertThat(problems()).containsExactly("TAMPERED: doctor.md was dropped");
    }

    @Test
    void anAddedFileIsNamed() throws Exception {
        Files.writeString(bundle.resolve("note.md"), "trust me");

        assertThat(problems()).containsExactly("TAMPERED: note.md was added: the checksums do not know it");
    }

    @Test
    void aFileSwappedWithAnotherHostsIsNamed() throws Exception {
        Path other = Signoffs.written(folder, "host-b", issuer);
        swap(other, "doctor.json");

        assertThat(problems()).contains("TAMPERED: doctor.json was changed");
    }

    @Test
    void aSwapWhoseChecksumsWereMadeToFitIsNamedByTheIndexAndTheSignature() throws Exception {
        Path other = Signoffs.written(folder, "host-b", issuer);
        swap(other, "doctor.json");
        swap(other, "doctor.dsse.json");
        fitChecksums();

        assertThat(problems())
                .contains("TAMPERED: doctor.json is not the file that the index was made with")
                .contains("TAMPERED: doctor.json is of another host, host-b");
    }

    @Test
    void anIndexThatWasMadeToFitTooIsNamedByItsSignature() throws Exception {
        Map<Item, Report> results = Signoffs.results("host-a", Status.PASS);
        results.put(Item.DOCTOR, Signoffs.results("host-a", Status.WARN).get(Item.DOCTOR));
        Bundle forged = Signoffs.bundle("host-a", results, Attestor.none());
        for (String name : List.of("doctor.json", "doctor.md", "index.json", "index.md")) {
            Files.write(bundle.resolve(name), forged.files().get(name));
        }
        fitChecksums();

        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "TAMPERED: what was signed is not this doctor.json",
                        "TAMPERED: what was signed is not this index.json");
    }

    @Test
    void anotherKeyIsNamedForEveryFile() throws Exception {
        List<P256Key> other = TestIssuer.create().keys();

        assertThat(BundleCheck.of(bundle, other))
                .filteredOn(row -> row.status() == Status.FAIL)
                .hasSize(Item.values().length + 1)
                .allSatisfy(row -> assertThat(row.message()).contains("no known key signed it"));
    }

    @Test
    void anUnsignedBundleNeverPasses() throws Exception {
        Path unsigned = Signoffs.written(folder, "host-u", Attestor.none());

        assertThat(BundleCheck.of(unsigned, issuer.keys()))
                .filteredOn(row -> row.status() == Status.FAIL)
                .allSatisfy(row -> assertThat(row.message()).startsWith("UNSIGNED: "))
                .hasSize(Item.values().length + 1);
        assertThat(BundleCheck.of(unsigned, List.of()))
                .filteredOn(row -> row.status() == Status.FAIL)
                .extracting(CheckResult::name)
                .containsExactly("bundle.signature");
    }

    @Test
    void incompleteIsNeverCalledComplete() throws Exception {
        Map<Item, Report> results = Signoffs.results("host-i", Status.PASS);
        results.remove(Item.CONFORMANCE);
        results.put(Item.DOCTOR, Signoffs.results("host-i", Status.FAIL).get(Item.DOCTOR));
        Bundle lacking = Signoffs.bundle("host-i", results, issuer);
        Path written = folder.resolve("host-i");
        BundleFolder.write(written, lacking);

        assertThat(lacking.lacking()).containsExactly("doctor", "provider-conformance");
        assertThat(lacking.index().passed()).isFalse();
        assertThat(BundleCheck.of(written, issuer.keys()))
                .filteredOn(row -> row.status() == Status.FAIL)
                .extracting(CheckResult::message)
                .containsExactly(
                        "INCOMPLETE: doctor did not pass: stacyvm doctor --production: 1 of 1 checks failed",
                        "INCOMPLETE: provider-conformance did not pass: stacyvm certify runtime --live: not proven,"
                                + " it did not run");
    }

    @Test
    void aLinkInPlaceOfAFileIsNotFollowed() throws Exception {
        Path outside = Files.move(bundle.resolve("doctor.md"), folder.resolve("doctor.md"));
        Files.createSymbolicLink(bundle.resolve("doctor.md"), outside);

        assertThat(problems()).containsExactly("TAMPERED: doctor.md cannot be read");
    }

    @Test
    void whatIsNoSignOffIsOneRow() {
        assertThat(BundleCheck.of(folder, List.of()))
                .singleElement()
                .satisfies(row -> assertThat(row.message()).contains("SHA256SUMS does not exist"));
    }

    @Test
    void checksumsNeverReachOutOfTheFolder() throws Exception {
        Files.writeString(bundle.resolve(Sums.FILE), "0".repeat(64) + "  ../../etc/passwd\n");

        assertThat(problems()).containsExactly("SHA256SUMS has a line that is no checksum of a file");
    }

    @Test
    void opensslVerifiesAnEnvelopeByItself() throws Exception {
        Dsse envelope = Dsse.read(Files.readAllBytes(bundle.resolve("doctor.dsse.json")))
                .orElseThrow();
        Files.write(folder.resolve("pae"), Dsse.signed(envelope.payloadType(), envelope.payload()));
        Files.write(folder.resolve("sig"), envelope.signature());
        issuer.keyFile(folder);

        Process process = new ProcessBuilder(
                        "openssl", "dgst", "-sha256", "-verify", "issuer.pem", "-signature", "sig", "pae")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Verified OK");
    }

    @Test
    void whatAnotherWorkerPresentedIsNamed() throws Exception {
        TestIssuer other = new TestIssuer(issuer.pair(), "worker-b");
        Path foreign = Signoffs.written(folder, "host-b", other);

        assertThat(BundleCheck.of(foreign, issuer.keys()))
                .filteredOn(row -> row.status() == Status.FAIL)
                .hasSize(Item.values().length + 1)
                .allSatisfy(row -> assertThat(row.message()).contains("presented by another worker, worker-b"));
    }

    @Test
    void keysOfSeveralYearsMayLieInOneFile() throws Exception {
        TestIssuer later = TestIssuer.create();
        Path file = Files.writeString(
                folder.resolve("all.pem"),
                later.pair().publicKey().pem() + issuer.pair().publicKey().pem());

        assertThat(BundleCheck.of(bundle, PublicKeyFile.read(file)))
                .extracting(CheckResult::status)
                .containsOnly(Status.PASS);
    }

    @Test
    void aFolderThatHoldsSomethingIsNotReplaced() {
        Bundle again = Signoffs.bundle("host-a", Signoffs.results("host-a", Status.PASS), Attestor.none());

        assertThatThrownBy(() -> BundleFolder.write(bundle, again))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not an empty");
    }

    @Test
    void aPrivateKeyOrAnotherCurveIsNoKey() throws Exception {
        Path file = Files.writeString(
                folder.resolve("k.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

        assertThatThrownBy(() -> PublicKeyFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("P-256");
    }

    private void swap(Path other, String name) throws IOException {
        Files.write(bundle.resolve(name), Files.readAllBytes(other.resolve(name)));
    }

    private void fitChecksums() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (Path file : files()) {
            if (!file.endsWith(Sums.FILE)) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        Files.writeString(bundle.resolve(Sums.FILE), Sums.text(files));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(bundle)) {
            return files.sorted().toList();
        }
    }

    private List<CheckResult> check() {
        return BundleCheck.of(bundle, issuer.keys());
    }

    private List<String> problems() {
        return check().stream()
                .filter(row -> row.status() == Status.FAIL)
                .map(CheckResult::message)
                .toList();
    }
}
