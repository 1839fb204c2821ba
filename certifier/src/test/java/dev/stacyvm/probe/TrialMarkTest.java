package dev.stacyvm.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialMarkTest {
    private final Instant now = Instant.now();
    private static final String RANDOM = "-0123456789abcdef01234567";

    @TempDir
    private Path folder;

    @Test
    void removesWhatAProcessThatIsGoneLeft() throws Exception {
        Path abandoned = Files.createDirectories(folder.resolve(named(gone())).resolve("rootfs/bin"));
        Files.createSymbolicLink(abandoned.resolve("sh"), Path.of("/bin/sh"));
        Path file = Files.writeString(folder.resolve(named(gone()) + "f"), "a canary");

        TrialMark.sweep(folder, now);

        assertThat(file).doesNotExist();
        assertThat(entries()).isZero();
    }

    @Test
    void leavesWhatMayBeInUseOrIsNotOurs() throws Exception {
        Owner own = Owner.current();
        Files.createDirectory(folder.resolve(TrialMark.create().name()));
        Files.createDirectory(folder.resolve(named(new Owner("another-boot", own.namespace(), own.pid(), "1"))));
        Files.createDirectory(folder.resolve(named(new Owner(own.boot(), "4026530000", own.pid(), "1"))));
        Files.createDirectory(folder.resolve("stacyvm-certify-" + gone().word()));
        Files.createDirectory(folder.resolve("stacyvm-certify-by-hand"));
        Files.createDirectory(folder.resolve("x" + named(gone())));

        TrialMark.sweep(folder, now);

        assertThat(entries()).isEqualTo(6);
    }

    @Test
    void removesWhatIsOfAnotherBootWhenItIsLongOver() throws Exception {
        Owner own = Owner.current();
        Path old = Files.createDirectory(folder.resolve(named(new Owner("another-boot", "1", own.pid(), "1"))));
        Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofDays(2))));

        TrialMark.sweep(folder, now);

        assertThat(old).doesNotExist();
    }

    @Test
    void followsNoLink() throws Exception {
        Path precious = Files.createDirectory(folder.resolve("precious"));
        Files.writeString(precious.resolve("file"), "kept");
        Files.createSymbolicLink(folder.resolve(named(gone())), precious);

        TrialMark.sweep(folder, now);

        assertThat(precious.resolve("file")).hasContent("kept");
        assertThat(entries()).isOne();
    }

    @Test
    void takesAFolderThatIsNotThereForEmpty() {
        TrialMark.sweep(folder.resolve("absent"), now);

        assertThat(folder.resolve("absent")).doesNotExist();
    }

    @Test
    void endsTheProgramsOfAProcessThatIsGone() throws Exception {
        Process abandoned = marked(named(gone()));
        Process used = marked(TrialMark.create().name());
        try {
            TrialMark.sweep(folder, now);

            assertThat(abandoned.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(used.isAlive()).isTrue();
        } finally {
            abandoned.destroyForcibly();
            used.destroyForcibly();
        }
    }

    @Test
    void tellsThePrograms() throws Exception {
        TrialMark mark = TrialMark.create();
        Process program = marked(mark.name());
        try {
            assertThat(mark.running()).containsExactly("process " + program.pid());
            assertThat(TrialMark.create().running()).isEmpty();
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void makesAFolderThatOnlyThisUserCanEnter() throws Exception {
        Path made = TrialMark.create().folder(folder);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
    }

    @Test
    void knowsItsOwnProcessAndNoOtherOfTheSamePid() {
        Owner own = Owner.current();

        assertThat(Owner.parse(own.word())).contains(own);
        assertThat(own.isGone()).isFalse();
        assertThat(new Owner(own.boot(), own.namespace(), own.pid(), "1").isGone())
                .isTrue();
        assertThat(Owner.parse("a.b.c.d")).isEmpty();
        assertThat(Owner.parse("a.b.1")).isEmpty();
    }

    /** A process that never was: its pid is above what any kernel gives. */
    private static Owner gone() {
        Owner own = Owner.current();
        return new Owner(own.boot(), own.namespace(), "999999999", "1");
    }

    private static String named(Owner owner) {
        return "stacyvm-certify-" + owner.word() + RANDOM;
    }

    private static Process marked(String name) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "60");
        builder.environment().putAll(Map.of(TrialMark.VARIABLE, name));
        return builder.start();
    }

    private long entries() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }
}
