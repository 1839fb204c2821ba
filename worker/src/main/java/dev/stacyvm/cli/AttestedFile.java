package dev.stacyvm.cli;

import dev.stacyvm.app.AttestAccess;
import dev.stacyvm.app.CertifyRole;
import dev.stacyvm.app.OperatorError;
import dev.stacyvm.app.ReportAttestor;
import java.nio.file.Path;
import java.util.Optional;

/** The attestation beside a report that an operator had written to a file. */
final class AttestedFile {
    private AttestedFile() {}

    /** Writes it where an issuer is named; why there is none is told once, and changes no exit code. */
    static void write(
            Terminal terminal, ReportOptions report, Optional<AttestAccess> issuer, CertifyRole.Outcome outcome) {
        Optional<Path> file = report.file(terminal);
        if (issuer.isEmpty()
                || file.isEmpty()
                || outcome.published().unattested().isPresent()) {
            return;
        }
        try {
            OneShot.call(vertx ->
                            ReportAttestor.with(vertx, issuer.get(), attestor -> attestor.attest(outcome.report())))
                    .ifPresent(envelope -> ReportOptions.attest(file.get(), envelope));
        } catch (OperatorError refused) {
            terminal.warn("the report is not attested: " + refused.getMessage());
        }
    }
}
