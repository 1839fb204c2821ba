package dev.stacyvm.app;

import dev.stacyvm.issuer.StoreBackup;
import dev.stacyvm.issuer.StoreRecovery;
import dev.stacyvm.time.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** An issuer's store on disk, without its service. Blocking; failures are one sentence. */
public final class IssuerStores {
    /**
     * What a recovery did.
     *
     * @param generation above every generation of before
     * @param epoch above every epoch of before
     * @param joinTokens how many ended
     */
    public record Recovered(long generation, long epoch, int joinTokens) {}

    private IssuerStores() {}

    /** Copies the store to a folder that does not exist, also while the service runs. */
    public static void backup(Path store, Path target) {
        try {
            StoreBackup.take(store, target);
        } catch (IOException failure) {
            throw new OperatorError("no backup was made: " + failure.getMessage(), failure);
        }
    }

    /**
     * Makes a restored store fit to be served.
     *
     * @param backup where it is copied from first; empty where that is done
     */
    public static Recovered recover(Path store, Optional<Path> backup) {
        try {
            if (backup.isPresent()) {
                StoreBackup.restore(backup.get(), store);
            }
            StoreRecovery.Done done = StoreRecovery.run(store, Time.system());
            return new Recovered(done.generation(), done.epoch(), done.joinTokens());
        } catch (IOException failure) {
            throw new OperatorError("the store was not recovered: " + failure.getMessage(), failure);
        }
    }
}
