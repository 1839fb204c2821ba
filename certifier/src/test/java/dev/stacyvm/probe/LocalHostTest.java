package dev.stacyvm.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.probe.KvmReading.Refused;
import dev.stacyvm.probe.KvmReading.Step;
import dev.stacyvm.probe.LocalHost.Limits;
import dev.stacyvm.probe.PathReading.Kind;
import dev.stacyvm.probe.ProgramReading.Absent;
import dev.stacyvm.probe.ProgramReading.Broken;
import dev.stacyvm.probe.ProgramReading.Ran;
import dev.stacyvm.report.HostFacts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

class LocalHostTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(2), Duration.ofMillis(700));

    @TempDir
    private Path folder;

    @AfterAll
    static void close() throws Exception {
        VERTX.close().await(5, TimeUnit.SECONDS);
    }

    @Test
    void findsAndRunsAProgramOfThePath() throws Exception {
        Path tool = program("tool", "echo 'Tool v1.7.0, build x'");

        assertThat(look("tool")).isEqualTo(new Ran("tool", tool.toString(), "Tool v1.7.0, build x?"));
        assertThat(((Ran) look(tool.toString())).version()).isEqualTo("1.7.0");
        assertThat(new Ran("x", "/x", "no number").version()).isEqualTo("unknown");
    }

    @Test
    void saysThatAProgramIsMissingHangsOrFails() throws Exception {
        program("failing", "exit 127");
        program("hanging", "sleep 300");
        Files.writeString(folder.resolve("data"), "not a program");
        Files.createDirectory(folder.resolve("folder"));

        assertThat(look("absent")).isEqualTo(new Absent("absent"));
        assertThat(look("data")).isEqualTo(new Absent("data"));
        assertThat(look("folder")).isEqualTo(new Absent("folder"));
        assertThat(((Broken) look("failing")).reason()).isEqualTo("ended with status 127");
        assertThat(((Broken) look("hanging")).reason()).isEqualTo("did not end within 700 ms");
    }

    @Test
    void findsNothingThroughRelativeFoldersOfThePath() throws Exception {
        try (LocalHost host = LocalHost.create(VERTX, LIMITS, Map.of("PATH", ":.:bin"))) {
            assertThat(await(host.program("sh"))).isEqualTo(new Absent("sh"));
        }
    }

    @Test
    void usesKvmAsThisHostAllows(TestReporter reporter) throws Exception {
        try (LocalHost host = LocalHost.create(VERTX, LIMITS, Map.of())) {
            KvmReading reading = await(host.kvm());

            reporter.publishEntry("kvm", reading.toString());
            Path device = Path.of("/dev/kvm");
            if (!Files.exists(device)) {
                assertThat(reading).isEqualTo(new Refused(Step.OPEN, "ENOENT"));
            } else if (!Files.isReadable(device) || !Files.isWritable(device)) {
                assertThat(reading).isEqualTo(new Refused(Step.OPEN, "EACCES"));
            } else {
                assertThat(reading).isInstanceOfAny(KvmReading.Works.class, Refused.class);
            }
        }
    }

    @Test
    void namesTheErrorOfADeviceThatIsNoKvm() {
        assertThat(Kvm.read(Path.of("/dev/null"))).isEqualTo(new Refused(Step.GET_API_VERSION, "ENOTTY"));
        assertThat(Kvm.read(folder.resolve("absent"))).isEqualTo(new Refused(Step.OPEN, "ENOENT"));
        assertThat(Kvm.read(folder)).isEqualTo(new Refused(Step.OPEN, "EISDIR"));
        assertThat(Errno.name(99)).isEqualTo("errno 99");
    }

    @Test
    void leavesNoDescriptorOpen() throws Exception {
        Kvm.read(Path.of("/dev/kvm"));
        long before = descriptors();

        for (int time = 0; time < 20; time++) {
            Kvm.read(Path.of("/dev/kvm"));
            Kvm.read(Path.of("/dev/null"));
        }

        assertThat(descriptors()).isLessThan(before + 10);
    }

    @Test
    void tellsKernelImagesByTheirMagic() throws Exception {
        assertThat(image(0, "\u007fELF")).isEqualTo(KernelImage.ELF);
        assertThat(image(0x202, "HdrS")).isEqualTo(KernelImage.BZ_IMAGE);
        assertThat(image(0x38, "ARMd")).isEqualTo(KernelImage.ARM64_IMAGE);
        assertThat(image(0, "ELF")).isEqualTo(KernelImage.NONE);
        assertThat(image(0x203, "HdrS")).isEqualTo(KernelImage.NONE);
        assertThat(KernelImage.of(new byte[0])).isEqualTo(KernelImage.NONE);
    }

    @Test
    void tellsWhatIsAtAPathWithoutOpeningAFifo() throws Exception {
        Path fifo = folder.resolve("fifo");
        new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);

        try (LocalHost host = LocalHost.create(VERTX, LIMITS, Map.of())) {
            assertThat(await(host.path(fifo.toString())).kind()).isEqualTo(Kind.OTHER);
            assertThat(await(host.path("/dev/null")).kind()).isEqualTo(Kind.OTHER);
            assertThat(await(host.path(folder.resolve("absent").toString())).kind())
                    .isEqualTo(Kind.ABSENT);
            assertThat(await(host.path("nul\0")).kind()).isEqualTo(Kind.ABSENT);
            PathReading linked = await(host.path(link.toString()));
            assertThat(linked.kind()).isEqualTo(Kind.FOLDER);
            assertThat(linked.writable()).isTrue();
        }
    }

    @Test
    void readsWhoTheHostIs() throws Exception {
        write("proc/sys/kernel/hostname", "host-a\n");
        write("proc/sys/kernel/ostype", "Linux\n");
        write("proc/sys/kernel/osrelease", "6.1.0-x\n");
        write("etc/machine-id", "0123456789abcdef0123456789abcdef\n");
        write("proc/sys/kernel/random/boot_id", "b\u001boot\n");

        HostFacts facts = new LocalIdentity(folder).read().facts();

        assertThat(facts.hostname()).isEqualTo("host-a");
        assertThat(facts.os()).startsWith("Linux 6.1.0-x ").doesNotContain("amd64");
        assertThat(facts.machine()).matches("[0-9a-f]{64}").doesNotContain("0123456789abcdef");
        assertThat(facts.bootId()).isEqualTo("b?oot");
    }

    @Test
    void knowsAContainerByItsNamespaceOrItsRoot() throws Exception {
        assertThat(new LocalIdentity(folder).read().place()).isEqualTo(Place.host());

        write("proc/self/mountinfo", "22 1 253:0 / / rw - ext4 /dev/vda rw\n30 22 0:9 / /x rw - overlay overlay rw\n");
        assertThat(new LocalIdentity(folder).read().place().container()).isFalse();

        write("proc/self/mountinfo", "22 1 0:33 / / rw,relatime master:9 - overlay overlay rw\n");
        assertThat(new LocalIdentity(folder).read().place().reason()).contains("overlay");

        Files.createDirectories(folder.resolve("proc/self/ns"));
        Files.createSymbolicLink(folder.resolve("proc/self/ns/pid"), Path.of("pid:[4026532999]"));
        assertThat(new LocalIdentity(folder).read().place().reason()).contains("pid:[4026532999]");
    }

    private ProgramReading look(String name) throws Exception {
        try (LocalHost host = LocalHost.create(VERTX, LIMITS, Map.of("PATH", folder + ":/usr/bin:/bin"))) {
            return await(host.program(name));
        }
    }

    private Path program(String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private KernelImage image(int offset, String magic) throws Exception {
        byte[] content = new byte[1024];
        for (int at = 0; at < magic.length(); at++) {
            content[offset + at] = (byte) magic.charAt(at);
        }
        return Paths.read(Files.write(folder.resolve("image"), content).toString())
                .image();
    }

    private void write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private static long descriptors() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.await(10, TimeUnit.SECONDS);
    }
}
