package dev.stacyvm.signoff;

import dev.stacyvm.report.Report;
import io.vertx.core.Future;
import java.util.Optional;

/** Has a report signed by whoever may: the issuer, which builds the statement itself and never signs caller bytes. */
@FunctionalInterface
public interface Attestor {
    /**
     * A DSSE envelope, in JSON, around an in-toto Statement.
     *
     * @param file the name the report has in the bundle; the statement's subject
     * @param sha256 of that file, in hex; the subject's digest
     * @return empty when there is nobody to sign; fails when there is and it did not
     */
    Future<Optional<byte[]>> attest(Report report, String file, String sha256);

    /** Nobody: the bundle is UNSIGNED. */
    static Attestor none() {
        return (report, file, sha256) -> Future.succeededFuture(Optional.empty());
    }
}
