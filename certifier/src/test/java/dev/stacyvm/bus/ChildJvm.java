package dev.stacyvm.bus;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real second process with the class path of the tests. */
public final class ChildJvm implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    public static ChildJvm start(Class<?> main, String... arguments) throws IOException {
        return startIn(128, main, arguments);
    }

    /** With a heap of so many MiB. */
    public static ChildJvm startIn(int heap, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ChildJvm(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Waits for a line that begins with {@code beginning}. */
    public String line(String beginning) throws IOException {
        StringBuilder before = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
            before.append(line).append('\n');
        }
        throw new AssertionError("the child ended before it said " + beginning + "; it said:\n" + before);
    }

    /** Writes a line to its standard input. */
    public void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Whether it has said nothing more; for a child that is dead. */
    public boolean saidNothingMore() throws IOException {
        return output.readLine() == null;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The most of it that was ever in memory, in KiB, as the kernel counts it. */
    public long largestResidentKib() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
    }

    /** kill -9, and waits until it is dead. What it said before can still be read. */
    public void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        end();
    }

    /** Waits for its end and answers its exit code. */
    public int end() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the child did not end within " + LIMIT_SECONDS + " s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
