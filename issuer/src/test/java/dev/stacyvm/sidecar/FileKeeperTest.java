package dev.stacyvm.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.file.Secret;
import dev.stacyvm.time.ManualTime;
import dev.stacyvm.token.Audience;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FileKeeperTest {
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final TokenFile PLAN = TokenFile.forControlPlane(Path.of("/run/token"), "worker-a", TTL);

    private final ManualTime time = new ManualTime();
    private final List<Long> fetches = new ArrayList<>();
    private final List<Path> commands = new ArrayList<>();
    private final FakeStore store = new FakeStore();
    private Optional<String> trouble = Optional.empty();
    private Duration issuerAhead = Duration.ZERO;
    private final FileKeeper keeper = new FileKeeper(
            PLAN,
            this::fetch,
            store,
            plan -> {
                commands.add(plan.file());
                return Future.succeededFuture();
            },
            new SidecarTools(time, time, new Random(2)));

    @Test
    void renewsAtHalfOfTheLifeWithJitter() {
        keeper.start();
        time.advance(Duration.ofHours(2));

        List<Long> gaps = gaps();
        assertThat(gaps)
                .hasSizeGreaterThan(40)
                .allSatisfy(gap -> assertThat(gap).isBetween(134_999L, 165_001L));
        assertThat(gaps.stream().distinct()).hasSizeGreaterThan(20);
        assertThat(store.content).isPresent();
        assertThat(commands).hasSize(fetches.size());
    }

    @Test
    void theFileIsNeverWithoutALivingToken() {
        keeper.start();
        for (int second = 0; second < 3_600; second++) {
            time.advance(Duration.ofSeconds(1));
            assertThat(keeper.state().isGood(time.now())).isTrue();
        }
    }

    @Test
    void leavesAFileThatIsGoodForMoreThanHalf() {
        store.content = Optional.of(token(Duration.ofSeconds(-100)));

        keeper.start();

        assertThat(fetches).isEmpty();
        assertThat(keeper.state().isGood(time.now())).isTrue();
        time.advance(Duration.ofSeconds(70));
        assertThat(fetches).hasSize(1);
    }

    @Test
    void renewsAFileInItsSecondHalfAtOnce() {
        store.content = Optional.of(token(Duration.ofSeconds(-151)));

        keeper.start();

        assertThat(fetches).hasSize(1);
    }

    @Test
    void renewsWhatIsNoTokenAtOnce() {
        store.content = Optional.of(Secret.of("torn"));

        keeper.start();

        assertThat(fetches).hasSize(1);
        assertThat(store.content).isNotEqualTo(Optional.of(Secret.of("torn")));
    }

    @Test
    void aFailureNeverTouchesTheFileAndNeverEndsTheTrying() {
        keeper.start();
        Optional<Secret> before = store.content;
        trouble = Optional.of("the issuer is away");
        time.advance(Duration.ofHours(24));

        assertThat(store.content).isEqualTo(before);
        assertThat(keeper.state().isGood(time.now())).isFalse();
        List<Long> gaps = gaps();
        assertThat(gaps.subList(10, gaps.size()))
                .allSatisfy(gap -> assertThat(gap).isBetween(23_999L, 36_001L));

        trouble = Optional.empty();
        time.advance(Duration.ofSeconds(37));
        assertThat(keeper.state().isGood(time.now())).isTrue();
        assertThat(keeper.state().problem()).isEmpty();
    }

    @Test
    void triesManyTimesBeforeTheTokenDies() {
        keeper.start();
        trouble = Optional.of("the issuer is away");

        time.advance(TTL.minusSeconds(1));

        assertThat(fetches).hasSizeGreaterThan(8);
        assertThat(keeper.state().isGood(time.now())).isTrue();
    }

    @Test
    void aFailedWriteIsAFailedRenewal() {
        store.failure = Optional.of(new IOException("disk full"));
        keeper.start();
        assertThat(keeper.state().problem())
                .hasValueSatisfying(why -> assertThat(why).contains("disk full"));
        assertThat(commands).isEmpty();

        store.failure = Optional.empty();
        time.advance(Duration.ofSeconds(1));

        assertThat(keeper.state().isGood(time.now())).isTrue();
        assertThat(commands).hasSize(1);
    }

    @Test
    void renewsSoonAfterTheMachineSlept() {
        keeper.start();
        time.stepWall(Duration.ofHours(8));

        time.advance(Duration.ofSeconds(5));

        assertThat(fetches).hasSize(2);
        assertThat(keeper.state().isGood(time.now())).isTrue();
    }

    @Test
    void renewsInTimeThoughTheWallClockWasSetBack() {
        keeper.start();
        time.stepWall(Duration.ofHours(-8));

        time.advance(Duration.ofSeconds(166));

        assertThat(fetches).hasSize(2);
    }

    @Test
    void aSlowClockHereDoesNotMakeRenewalsLate() {
        issuerAhead = Duration.ofHours(1);
        keeper.start();

        time.advance(Duration.ofSeconds(166));

        assertThat(fetches).hasSize(2);
    }

    @Test
    void onceMakesTheFileGoodOrTellsWhy() {
        trouble = Optional.of("the issuer is away");
        assertThat(keeper.once().result()).hasValue("the issuer is away");

        trouble = Optional.empty();
        assertThat(keeper.once().result()).isEmpty();
        assertThat(keeper.once().result()).isEmpty();

        assertThat(fetches).as("the third found a good file").hasSize(2);
    }

    @Test
    void nothingHappensAfterStop() {
        keeper.start();
        keeper.stop();

        time.advance(Duration.ofHours(1));

        assertThat(fetches).hasSize(1);
        assertThat(time.idle()).isTrue();
    }

    private Future<Checked> fetch(TokenFile plan) {
        fetches.add(time.nanos());
        Checked answer = trouble.<Checked>map(Checked.Bad::new)
                .orElseGet(() -> new TokenCheck(plan, time).check(token(issuerAhead)));
        return Future.succeededFuture(answer);
    }

    private Secret token(Duration issuedFromNow) {
        return TestTokens.token(
                "worker-a",
                Audience.CONTROL_PLANE,
                time.now().plus(issuedFromNow),
                time.now().plus(issuedFromNow).plus(TTL));
    }

    /** Milliseconds between fetches. */
    private List<Long> gaps() {
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < fetches.size(); i++) {
            gaps.add((fetches.get(i) - fetches.get(i - 1)) / 1_000_000);
        }
        return gaps;
    }

    private static final class FakeStore implements TokenStore {
        private Optional<Secret> content = Optional.empty();
        private Optional<IOException> failure = Optional.empty();

        @Override
        public Future<Secret> read(TokenFile plan) {
            return content.map(Future::succeededFuture).orElseGet(() -> Future.failedFuture("absent"));
        }

        @Override
        public Future<Void> write(TokenFile plan, Secret token) {
            if (failure.isPresent()) {
                return Future.failedFuture(failure.get());
            }
            content = Optional.of(token);
            return Future.succeededFuture();
        }
    }
}
