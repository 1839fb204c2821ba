package dev.stacyvm.sidecar;

import dev.stacyvm.file.AtomicFile;
import dev.stacyvm.file.Disk;
import dev.stacyvm.file.Secret;
import dev.stacyvm.file.SecretFile;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.nio.charset.StandardCharsets;

/** Token files on a disk: one line, the token. */
final class DiskTokenStore implements TokenStore {
    private final AtomicFile files;
    private final WorkerExecutor executor;

    DiskTokenStore(Disk disk, WorkerExecutor executor) {
        this.files = new AtomicFile(disk);
        this.executor = executor;
    }

    @Override
    public Future<Secret> read(TokenFile plan) {
        return executor.executeBlocking(() -> SecretFile.read(plan.file()), false);
    }

    @Override
    public Future<Void> write(TokenFile plan, Secret token) {
        byte[] line = (token.revealText() + "\n").getBytes(StandardCharsets.US_ASCII);
        return executor.executeBlocking(
                () -> {
                    files.write(plan.file(), line, plan.mode());
                    return null;
                },
                false);
    }
}
