package dev.stacyvm.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacyvm.issuer.StoreRecovery.Done;
import dev.stacyvm.time.ManualTime;
import dev.stacyvm.token.P256Pair;
import dev.stacyvm.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The drill: a backup of a running service, a loss, a restore, and what must hold afterwards. */
class StoreBackupTest {

    @TempDir
    private Path folder;

    private Path store;
    private Path backup;

    @BeforeEach
    void places() {
        store = folder.resolve("store");
        backup = folder.resolve("backup");
    }

    @Test
    void noGenerationAndNoEpochRepeatsAfterARestore() throws Exception {
        long lastGeneration;
        long lastEpoch;
        try (IssuerRig rig = new IssuerRig(store)) {
            acquire(rig, "worker-a", "known");
            StoreBackup.take(store, backup);
            for (int more = 0; more < 20; more++) {
                acquire(rig, "worker-a", "known");
            }
            acquire(rig, "worker-b", "new");
            rig.post("/api/v1/admin/revocations", IssuerRig.ADMIN, "{\"token_id\":\"t\"}");
            lastGeneration = acquire(rig, "worker-a", "known");
            lastEpoch = epoch(rig);
        }
        Path restored = folder.resolve("restored");
        StoreBackup.restore(backup, restored);

        try (IssuerRig rig = recovered(restored)) {
            assertThat(acquire(rig, "worker-a", "known")).isGreaterThan(lastGeneration);
            assertThat(acquire(rig, "worker-c", "new")).isGreaterThan(lastGeneration);
            assertThat(epoch(rig)).isGreaterThan(lastEpoch);
        }
    }

    @Test
    void aSecondRestoreOfTheSameBackupRepeatsNothingEither() throws Exception {
        try (IssuerRig rig = new IssuerRig(store)) {
            acquire(rig, "worker-a", "known");
            StoreBackup.take(store, backup);
        }
        Path first = folder.resolve("first");
        StoreBackup.restore(backup, first);
        IssuerRig once = recovered(first);
        long last = 0;
        for (int more = 0; more < 50; more++) {
            last = acquire(once, "worker-a", "known");
        }
        once.time.advance(Duration.ofSeconds(1));
        Path second = folder.resolve("second");
        StoreBackup.restore(backup, second);
        Done done = StoreRecovery.run(second, once.time);
        once.close();

        assertThat(done.generation()).isGreaterThan(last);
    }

    @Test
    void whoHeldALeaseAtTheBackupKeepsItFromOthersForItsWholeTimeToLive() throws Exception {
        try (IssuerRig rig = new IssuerRig(store)) {
            acquire(rig, "worker-a", "known");
            StoreBackup.take(store, backup);
        }
        Path restored = folder.resolve("restored");
        StoreBackup.restore(backup, restored);

        try (IssuerRig rig = recovered(restored)) {
            assertThat(ask(rig, "worker-b", "known")).startsWith("409 ");
            rig.time.advance(Duration.ofSeconds(30));
            assertThat(ask(rig, "worker-b", "known")).startsWith("200 ");
        }
    }

    @Test
    void joinTokensOfBeforeDoNotEnrolAfterARecovery() throws Exception {
        String token;
        try (IssuerRig rig = new IssuerRig(store)) {
            String made = rig.post("/api/v1/admin/join-tokens", IssuerRig.ADMIN, "{\"worker_id\":\"worker-a\"}");
            token = Json.readObject(made.substring(4).getBytes(UTF_8))
                    .get("join_token")
                    .asText();
            StoreBackup.take(store, backup);
        }
        Path restored = folder.resolve("restored");
        StoreBackup.restore(backup, restored);

        try (IssuerRig rig = recovered(restored)) {
            assertThat(rig.post(
                            "/api/v1/worker/worker-a/enroll",
                            Map.of("Authorization", "Bearer " + token),
                            "{\"jwk\":"
                                    + new String(
                                            Json.write(P256Pair.generate()
                                                    .publicKey()
                                                    .jwk()),
                                            UTF_8) + "}"))
                    .startsWith("401 ");
            assertThat(rig.get("/api/v1/admin/audit", IssuerRig.ADMIN)).contains("\"action\":\"recover store\"");
        }
    }

    @Test
    void aBackupIsItsOwnersAloneAndHoldsTheKeys() throws Exception {
        try (IssuerRig rig = new IssuerRig(store)) {
            acquire(rig, "worker-a", "known");
            StoreBackup.take(store, backup);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(backup)) {
            List<Path> all = files.toList();
            assertThat(all)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
            assertThat(all)
                    .extracting(file -> file.getFileName().toString())
                    .contains("issuer.db", "attestation-key.pem");
        }
    }

    @Test
    void refusesAPlaceThatIsTakenAndAFolderThatIsNoStore() throws IOException {
        try (IssuerRig rig = new IssuerRig(store)) {
            assertThat(rig.service().address().port()).isPositive();
            Files.createDirectory(backup);
            assertThatThrownBy(() -> StoreBackup.take(store, backup))
                    .hasMessageStartingWith(backup + " is there already");
        }
        assertThatThrownBy(() -> StoreBackup.take(folder, folder.resolve("other")))
                .hasMessageContaining("holds no issuer.db");
        assertThat(folder.resolve("other")).doesNotExist();
        assertThat(folder.resolve(".other.making")).doesNotExist();
    }

    @Test
    void aStoreInUseIsNotRecovered() {
        try (IssuerRig rig = new IssuerRig(store)) {
            assertThatThrownBy(() -> StoreRecovery.run(store, rig.time)).hasMessageContaining("is in use by");
        }
    }

    private static IssuerRig recovered(Path store) throws IOException {
        ManualTime now = new ManualTime();
        StoreRecovery.run(store, now);
        return new IssuerRig(store);
    }

    private static long acquire(IssuerRig rig, String worker, String resource) throws Exception {
        String answer = ask(rig, worker, resource);
        return Json.readObject(answer.substring(4).getBytes(UTF_8))
                .get("lease")
                .get("generation")
                .asLong();
    }

    private static String ask(IssuerRig rig, String worker, String resource) {
        return rig.post(
                "/api/v1/worker/" + worker + "/leases/" + resource + "/acquire",
                rig.worker(worker),
                "{\"ttl\":\"30s\"}");
    }

    private static long epoch(IssuerRig rig) throws Exception {
        String answer = rig.get("/api/v1/trust", IssuerRig.ADMIN);
        return Json.readObject(answer.substring(4).getBytes(UTF_8)).get("epoch").asLong();
    }
}
