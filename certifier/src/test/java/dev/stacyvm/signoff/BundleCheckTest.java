package dev.stacyvm.signoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Report;
import dev.stacyvm.report.Status;
import dev.stacyvm.token.P256Key;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleCheckTest {
    private static final Instant NOW = Instant.parse("2026-05-10T10:00:00Z");

    /** Each byte with {@code -Dtamper.step=1}. */
    private static final int STEP =
            Integer.getInteger("tamper.step", "1".equals(System.getenv("STACYVM_LONG_TESTS")) ? 31 : 211);

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
    void aChangedByteOfAnyFileNamesThatFileAlone() throws Exception {
        for (Path file : files()) {
            byte[] whole = Files.readAllBytes(file);
            for (int at : places(whole)) {
                Files.write(file, changed(whole, at));

                assertThat(tampered()).as("%s at %d", file, at).containsExactly(file.getFileName() + " was changed");
            }
            Files.write(file, whole);
        }
        assertThat(problems()).isEmpty();
    }

    @Test
    void aChangedByteIsNamedAlsoWhereTheChecksumsWereMadeToFit() throws Exception {
        for (Path file : files()) {
            byte[] whole = Files.readAllBytes(file);
            for (int at : file.endsWith(Sums.FILE) ? new int[0] : places(whole)) {
                Files.write(file, changed(whole, at));
                fitChecksums();

                assertThat(problems())
                        .as("%s at %d", file, at)
                        .anyMatch(problem -> problem.startsWith("TAMPERED: ")
                                && problem.contains(file.getFileName().toString()));
            }
            Files.write(file, whole);
            fitChecksums();
        }
        assertThat(problems()).isEmpty();
    }

    @Test
    void whiteSpaceAroundWhatIsSignedIsTampering() throws Exception {
        for (String name : List.of("index.json", "index.dsse.json", "doctor.json", "doctor.dsse.json")) {
            byte[] whole = Files.readAllBytes(bundle.resolve(name));
            Files.writeString(bundle.resolve(name), new String(whole, StandardCharsets.UTF_8) + " ");
            fitChecksums();

            assertThat(problems()).as("%s", name).anyMatch(problem -> problem.contains(name));
            Files.write(bundle.resolve(name), whole);
        }
    }

    @Test
    void checksumsAreTakenInTheirOneSpellingOnly() throws Exception {
        String whole = Files.readString(bundle.resolve(Sums.FILE));
        List<String> lines = whole.lines().toList();
        for (String other : List.of(
                whole.replace('\n', '\r'),
                whole.strip(),
                whole + "\n",
                lines.get(1) + "\n" + lines.get(0) + "\n" + String.join("\n", lines.subList(2, lines.size())) + "\n",
                whole + lines.get(0) + "\n",
                "")) {
            Files.writeString(bundle.resolve(Sums.FILE), other);

            assertThat(tampered()).singleElement().asString().startsWith("SHA256SUMS was ");
        }
    }

    @Test
    void everyFileThatIsDroppedIsNamed() throws Exception {
        for (Path file : files()) {
            byte[] whole = Files.readAllBytes(file);
            Files.delete(file);

            assertThat(tampered()).as("%s", file).containsExactly(file.getFileName() + " was dropped");
            Files.write(file, whole);
        }
    }

    @Test
    void anAddedFileIsNamedAlsoWhereTheChecksumsWereMadeToFit() throws Exception {
        Files.writeString(bundle.resolve("note.md"), "trust me");

        assertThat(problems()).containsExactly("TAMPERED: note.md was added: a sign-off has no such file");
        fitChecksums();
        assertThat(problems()).contains("TAMPERED: note.md was added: a sign-off has no such file");
    }

    @Test
    void anEnvelopeThatTheIndexDoesNotKnowIsNamed() throws Exception {
        Path unsigned = Signoffs.written(folder, "host-u", Attestor.none());
        Files.copy(bundle.resolve("doctor.dsse.json"), unsigned.resolve("doctor.dsse.json"));

        assertThat(BundleCheck.of(unsigned, issuer.keys(), NOW))
                .extracting(CheckResult::message)
                .contains("TAMPERED: doctor.dsse.json was added: the index does not know it");
    }

    @Test
    void aSignOffThatIsTooOldIsExpired() throws Exception {
        assertThat(BundleCheck.of(bundle, issuer.keys(), Instant.parse(Signoffs.EXPIRES)))
                .filteredOn(row -> row.status() == Status.FAIL)
                .extracting(CheckResult::message)
                .containsExactly("EXPIRED: it stood until " + Signoffs.EXPIRES);
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
                .contains("TAMPERED: doctor.json was changed", "TAMPERED: doctor.dsse.json was changed")
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
                .contains(
                        "TAMPERED: what was signed is not this doctor.json",
                        "TAMPERED: what was signed is not this index.json");
    }

    @Test
    void anotherKeyIsNamedForEveryFile() throws Exception {
        List<P256Key> other = TestIssuer.create().keys();

        assertThat(BundleCheck.of(bundle, other, NOW))
                .filteredOn(row -> row.status() == Status.FAIL)
                .hasSize(Item.values().length + 1)
                .allSatisfy(row -> assertThat(row.message()).contains("no known key signed it"));
    }

    @Test
    void anUnsignedBundleNeverPasses() throws Exception {
        Path unsigned = Signoffs.written(folder, "host-u", Attestor.none());

        assertThat(BundleCheck.of(unsigned, issuer.keys(), NOW))
                .filteredOn(row -> row.status() == Status.FAIL)
                .allSatisfy(row -> assertThat(row.message()).startsWith("UNSIGNED: "))
                .hasSize(Item.values().length + 1);
        assertThat(BundleCheck.of(unsigned, List.of(), NOW))
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
        assertThat(BundleCheck.of(written, issuer.keys(), NOW))
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
        assertThat(BundleCheck.of(folder, List.of(), NOW))
                .singleElement()
                .satisfies(
                        row -> assertThat(row.message()).contains("is no sign-off: neither index.json nor SHA256SUMS"));
    }

    @Test
    void checksumsNeverReachOutOfTheFolder() throws Exception {
        Files.writeString(bundle.resolve(Sums.FILE), "0".repeat(64) + "  ../../etc/passwd\n");

        assertThat(tampered()).containsExactly("SHA256SUMS was changed");
    }

    /** No code of ours takes part: the first page's own command, on a folder named as there. */
    @Test
    void theCommandOfTheFirstPageVerifiesWithOpensslAlone() throws Exception {
        Path signoff = Files.move(bundle, folder.resolve("signoff"));
        issuer.keyFile(folder);
        String readme = Files.readString(Path.of("..", "README.md"));
        String script = readme.substring(readme.indexOf("field() {"));
        Path file = Files.writeString(folder.resolve("verify.sh"), script.substring(0, script.indexOf("```")));

        assertThat(bash(file)).isEqualTo("Verified OK\n");

        String envelope = Files.readString(signoff.resolve("doctor.dsse.json"));
        Files.writeString(
                signoff.resolve("doctor.dsse.json"), envelope.replaceFirst("\"payload\":\"e", "\"payload\":\"f"));
        assertThat(bash(file)).contains("Verification").doesNotContain("OK");
    }

    private String bash(Path script) throws Exception {
        Process process = new ProcessBuilder("bash", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return told;
    }

    @Test
    void whatAnotherWorkerPresentedIsNamed() throws Exception {
        TestIssuer other = new TestIssuer(issuer.pair(), "worker-b");
        Path foreign = Signoffs.written(folder, "host-b", other);

        assertThat(BundleCheck.of(foreign, issuer.keys(), NOW))
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

        assertThat(BundleCheck.of(bundle, PublicKeyFile.read(file), NOW))
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
        Files.write(bundle.resolve(Sums.FILE), Sums.of(files));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(bundle)) {
            return files.sorted().toList();
        }
    }

    private List<CheckResult> check() {
        return BundleCheck.of(bundle, issuer.keys(), NOW);
    }

    /** Places as far apart as the step, and the last: whatever a file has of members, digests and line ends is met. */
    private static int[] places(byte[] whole) {
        return IntStream.concat(
                        IntStream.iterate(0, at -> at < whole.length, at -> at + STEP), IntStream.of(whole.length - 1))
                .toArray();
    }

    private static byte[] changed(byte[] whole, int at) {
        byte[] changed = whole.clone();
        changed[at] ^= 1;
        return changed;
    }

    /** What is said of files, without what else their rows say. */
    private List<String> tampered() {
        return check().stream()
                .filter(row -> row.name().startsWith("bundle.file."))
                .map(row -> row.message().replaceAll("TAMPERED: |: .*", ""))
                .toList();
    }

    private List<String> problems() {
        return check().stream()
                .filter(row -> row.status() == Status.FAIL)
                .map(CheckResult::message)
                .toList();
    }
}
