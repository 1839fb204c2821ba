package dev.stacyvm.token;

import dev.stacyvm.file.BoundedRead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A token file of this machine; links are followed each time, so that a swapped folder is seen. */
record LocalTokenFile(Path path) implements TokenFile {
    private static final String STAT = "unix:dev,ino,size,lastModifiedTime,ctime";

    @Override
    public Object identity() throws IOException {
        return Files.readAttributes(path, STAT);
    }

    @Override
    public byte[] content() throws IOException {
        return BoundedRead.of(path, WorkerV1Verifier.MAX_LENGTH);
    }

    @Override
    public String name() {
        return path.toString();
    }
}
