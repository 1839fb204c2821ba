package dev.stacyvm.torture;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A reader of token files that is wrong in one of the ways that are common, so that it can be seen what the torture
 * finds: {@code BadReader once|mtime|raw FILE URL}.
 */
final class BadReader {
    private static final long BETWEEN_NANOS = 10_000_000;

    /** How it reads. */
    enum Habit {
        /** At start, and never again. */
        ONCE,
        /** When the file's modification time has changed. */
        MTIME,
        /** Every time, and sends what it finds. */
        RAW
    }

    private final Habit habit;
    private final Path file;
    private final URI url;
    private String token = "";
    private FileTime read = FileTime.fromMillis(0);

    BadReader(Habit habit, Path file, String url) {
        this.habit = habit;
        this.file = file;
        this.url = URI.create(url);
    }

    public static void main(String... words) throws IOException {
        Habit habit = Habit.valueOf(words[0].toUpperCase(Locale.ROOT));
        new BadReader(habit, Path.of(words[1]), words[2]).run(() -> false);
    }

    void run(BooleanSupplier stopped) throws IOException {
        token = find();
        while (!stopped.getAsBoolean()) {
            refresh();
            if (!stopped.getAsBoolean()) {
                send();
            }
            LockSupport.parkNanos(BETWEEN_NANOS);
        }
    }

    private void refresh() {
        try {
            FileTime time = habit == Habit.MTIME ? Files.getLastModifiedTime(file) : read;
            if (habit == Habit.RAW || !time.equals(read)) {
                token = find();
                read = time;
            }
        } catch (IOException absent) {
            token = habit == Habit.RAW ? "" : token;
        }
    }

    private String find() throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private void send() throws IOException {
        String request = "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\nX-Worker-Token: "
                + token + "\r\n\r\n";
        try (Socket socket = new Socket(url.getHost(), url.getPort());
                InputStream answer = socket.getInputStream()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            answer.readAllBytes();
        } catch (SocketException reset) {
            // A server that has refused such a header may close before it has read all of it.
            LockSupport.parkNanos(BETWEEN_NANOS);
        }
    }
}
