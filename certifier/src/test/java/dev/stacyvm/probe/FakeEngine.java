package dev.stacyvm.probe;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Something that listens on a Unix socket and answers each request line with whatever bytes a test wants, or never. */
public final class FakeEngine implements AutoCloseable {
    private final Path socket;
    private final ServerSocketChannel server;
    private final Function<String, byte[]> answers;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private FakeEngine(Path socket, Function<String, byte[]> answers) throws IOException {
        this.socket = socket;
        this.answers = answers;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        threads.execute(this::accept);
    }

    /** Answers by path; no bytes at all mean that it never answers. It closes each connection after one answer. */
    public static FakeEngine listen(Path socket, Function<String, byte[]> answers) throws IOException {
        return new FakeEngine(socket, answers);
    }

    public static byte[] answer(int status, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + " Told\r\nContent-Type: " + type
                + "\r\nConnection: close\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] json(String body) {
        return answer(200, "application/json", body);
    }

    public Path socket() {
        return socket;
    }

    /** What it was asked, as {@code GET /info}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel peer = server.accept();
                threads.execute(() -> serve(peer));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(SocketChannel peer) {
        try {
            ByteBuffer request = ByteBuffer.allocate(8192);
            peer.read(request);
            String[] words = new String(request.array(), 0, request.position(), StandardCharsets.UTF_8).split(" ", 3);
            requests.add(words[0] + " " + words[1]);
            byte[] answer = answers.apply(words[1]);
            if (answer.length > 0) {
                ByteBuffer out = ByteBuffer.wrap(answer);
                while (out.hasRemaining()) {
                    peer.write(out);
                }
                peer.close();
            }
        } catch (IOException gone) {
            // The client gave up, as some tests want it to.
        }
    }
}
