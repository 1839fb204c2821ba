package dev.stacyvm.signoff;

import dev.stacyvm.report.Report;
import io.vertx.core.Future;
import java.util.Optional;

/** Has a report signed by whoever may: the issuer, which builds the statement itself and never signs caller bytes. */
@FunctionalInterface
public interface Attestor {
    /**
     * A DSSE envelope, in JSON, around an in-toto Statement whose subject's digest is the SHA-256 of the report's compact
     * JSON.
     *
     * @return empty when there is nobody to sign; fails when there is and it did not
     */
    Future<Optional<byte[]>> attest(Report report);

    /** Nobody: the bundle is UNSIGNED. */
    static Attestor none() {
        return report -> Future.succeededFuture(Optional.empty());
    }
}
