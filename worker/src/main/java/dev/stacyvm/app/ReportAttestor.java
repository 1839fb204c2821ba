package dev.stacyvm.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.attest.Attested;
import dev.stacyvm.report.Report;
import dev.stacyvm.signoff.Attestor;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import java.util.Optional;
import java.util.function.Function;

/** Has whole reports attested, for the files that an operator keeps. */
public final class ReportAttestor implements Attestor {
    private final AttestAccess access;
    private final AttestAccess.Opened opened;

    private ReportAttestor(AttestAccess access, AttestAccess.Opened opened) {
        this.access = access;
        this.opened = opened;
    }

    /** Does {@code work} with the issuer at hand. */
    public static <T> Future<T> with(Vertx vertx, AttestAccess access, Function<Attestor, Future<T>> work) {
        AttestAccess.Opened opened = access.open(vertx);
        return work.apply(new ReportAttestor(access, opened))
                .onComplete(done -> opened.end().run());
    }

    @Override
    public Future<Optional<byte[]>> attest(Report report) {
        return access.host(opened.attesting(), report.host())
                .compose(host -> opened.attesting().attest(host, json(report)))
                .compose(ReportAttestor::envelope);
    }

    private static Future<Optional<byte[]>> envelope(Attested answer) {
        if (answer instanceof Attested.Given given) {
            return Future.succeededFuture(Optional.of(Json.write(given.envelope())));
        }
        String why = answer instanceof Attested.NotNow later ? later.why() : ((Attested.Never) answer).why();
        return Future.failedFuture(new VertxException(why, true));
    }

    /** As it is written to a file and read again, so that the two compare equal. */
    private static ObjectNode json(Report report) {
        try {
            return Json.readObject(Json.write(report));
        } catch (InvalidJson ourOwn) {
            throw new IllegalStateException(ourOwn);
        }
    }
}
