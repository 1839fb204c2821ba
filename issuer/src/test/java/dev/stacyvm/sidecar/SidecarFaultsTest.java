package dev.stacyvm.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.Endpoint;
import dev.stacyvm.http.Reply;
import dev.stacyvm.token.Audience;
import dev.stacyvm.wire.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Issuers and disks that fail: the file keeps its last good token, and the reason is told. */
@Timeout(30)
class SidecarFaultsTest {
    @TempDir
    private Path folder;

    private SidecarRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new SidecarRig(folder);
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    @ParameterizedTest
    @MethodSource("badAnswers")
    void aBadAnswerLeavesTheFileAndIsToldInOneSentence(String ignored, Endpoint bad, String told) throws Exception {
        rig.writeOld();
        rig.issuer = bad;

        List<String> problems = rig.once(rig.plan(Optional.empty()));

        assertThat(problems)
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem).contains(told).hasLineCount(1).doesNotContain("key-1"));
        assertThat(Files.readString(rig.tokenFile)).isEqualTo(SidecarRig.OLD.revealText() + "\n");
        assertThat(SidecarRig.filesOf(folder)).containsExactlyInAnyOrder("admin-api-key", "token");
    }

    static Stream<Arguments> badAnswers() {
        return Stream.of(
                answer("401", Reply.error(ErrorCode.UNAUTHORIZED, "no"), "check the admin API key in"),
                answer("403", Reply.error(ErrorCode.FORBIDDEN, "no"), "check the admin API key in"),
                answer("429", Reply.error(ErrorCode.RESOURCE_LIMIT, "slow down"), "slow down"),
                answer("500", Reply.error(ErrorCode.INTERNAL_ERROR, "oops"), "oops"),
                answer(
                        "503 as text",
                        new Reply(503, "text/plain", SidecarRig.fresh().body(), Map.of()),
                        "HTTP 503"),
                answer("html", Reply.text("text/html", "<html>hello</html>"), "check the issuer's URL"),
                answer("nothing", Reply.empty(200), "check the issuer's URL"),
                answer("no token", Reply.text("application/json", "{}"), "not a whole worker token"),
                answer(
                        "a torn token",
                        SidecarRig.reply(Secret.of("stacyvm-worker-v1.e30")),
                        "not a whole worker token"),
                answer(
                        "another worker's",
                        SidecarRig.reply(SidecarRig.token("worker-b", Audience.CONTROL_PLANE, 0, 300)),
                        "worker-b"),
                answer(
                        "another audience",
                        SidecarRig.reply(SidecarRig.token("worker-a", Audience.RPC, 0, 300)),
                        "audience"),
                answer(
                        "dead",
                        SidecarRig.reply(SidecarRig.token("worker-a", Audience.CONTROL_PLANE, -600, -300)),
                        "expired"));
    }

    @Test
    void anIssuerThatHangsIsGivenUp() throws Exception {
        rig.writeOld();
        rig.issuer = exchange -> Promise.<Reply>promise().future();

        assertThat(rig.once(rig.plan(Optional.empty(), Duration.ofSeconds(1))))
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("did not answer within 1000 ms"));
        assertThat(Files.readString(rig.tokenFile)).isEqualTo(SidecarRig.OLD.revealText() + "\n");
    }

    @Test
    void anIssuerThatIsNotThereIsToldInOneSentence() throws Exception {
        rig.writeOld();
        SidecarRig.await(rig.server.stop());

        assertThat(rig.once(rig.plan(Optional.empty())))
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("refused the connection"));
        assertThat(Files.readString(rig.tokenFile)).isEqualTo(SidecarRig.OLD.revealText() + "\n");
    }

    @Test
    void anIssuerThatCutsTheConnectionIsToldInOneSentence() throws Exception {
        SidecarRig.await(rig.server.stop());
        SidecarRig.await(rig.vertx
                .createNetServer()
                .connectHandler(socket -> socket.handler(request -> socket.close()))
                .listen(rig.server.address().port(), "127.0.0.1"));

        assertThat(rig.once(rig.plan(Optional.empty())))
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("closed the connection"));
        assertThat(rig.tokenFile).doesNotExist();
    }

    @Test
    void aMissingAdminKeyIsToldByItsFile() throws Exception {
        Files.delete(rig.keyFile);

        assertThat(rig.once(rig.plan(Optional.empty())))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem).contains(rig.keyFile.toString()).contains("does not exist"));
        assertThat(rig.keys).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE,false",
        "CREATE,true",
        "SYNC,false",
        "SYNC,true",
        "RENAME,false",
        "RENAME,true",
        "SYNC_FOLDER,false",
        "SYNC_FOLDER,true"
    })
    void aFaultAtAnyStepLeavesTheOldTokenOrTheNewOneWhole(BrokenDisk.Step step, boolean afterDoingIt) throws Exception {
        rig.writeOld();
        rig.disk.breakAt(step, afterDoingIt);
        Secret renewed = SidecarRig.token("worker-a", Audience.CONTROL_PLANE, 0, 299);
        rig.issuer = exchange -> Future.succeededFuture(SidecarRig.reply(renewed));

        List<String> problems = rig.once(rig.plan(Optional.empty()));

        assertThat(problems)
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem).contains(rig.tokenFile.toString()).contains("injected at " + step));
        assertThat(Files.readString(rig.tokenFile))
                .isIn(SidecarRig.OLD.revealText() + "\n", renewed.revealText() + "\n");
        assertThat(SidecarRig.filesOf(folder)).containsExactlyInAnyOrder("admin-api-key", "token");
    }

    @ParameterizedTest
    @EnumSource(BrokenDisk.Step.class)
    void itGoesOnByItselfWhenTheDiskIsMended(BrokenDisk.Step step) throws Exception {
        rig.disk.breakAt(step, false);
        Sidecar sidecar = rig.sidecar(rig.plan(Optional.empty()));
        rig.onLoop(sidecar::start);
        SidecarRig.eventually(rig.disk::hasFailed);

        rig.disk.mend();

        SidecarRig.eventually(() -> rig.keys.size() > 1 && Files.exists(rig.tokenFile));
        rig.onLoop(sidecar::stop);
    }

    private static Arguments answer(String name, Reply reply, String told) {
        return answer(name, exchange -> Future.succeededFuture(reply), told);
    }

    private static Arguments answer(String name, Endpoint endpoint, String told) {
        return Arguments.of(name, endpoint, told);
    }
}
