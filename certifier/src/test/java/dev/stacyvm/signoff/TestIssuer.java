package dev.stacyvm.signoff;

import dev.stacyvm.report.Report;
import dev.stacyvm.token.P256Key;
import dev.stacyvm.token.P256Pair;
import dev.stacyvm.trust.Dsse;
import dev.stacyvm.trust.Statement;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Signs statements as the issuer does, with a key made for the test. */
record TestIssuer(P256Pair pair, String worker) implements Attestor {
    static TestIssuer create() {
        return forWorker("worker-a");
    }

    static TestIssuer forWorker(String worker) {
        return new TestIssuer(P256Pair.generate(), worker);
    }

    List<P256Key> keys() {
        return List.of(pair.publicKey());
    }

    Path keyFile(Path folder) throws IOException {
        return Files.writeString(folder.resolve("issuer.pem"), pair.publicKey().pem());
    }

    @Override
    public Future<Optional<byte[]>> attest(Report report) {
        try {
            byte[] statement = Json.write(
                    Statement.of(worker, "host-7", "2026-05-09T10:00:00Z", Json.readObject(Json.write(report))));
            byte[] signature = pair.signDer(Dsse.signed(Dsse.IN_TOTO, statement));
            Dsse envelope = new Dsse(Dsse.IN_TOTO, statement, pair.publicKey().thumbprint(), signature);
            return Future.succeededFuture(Optional.of(Json.write(envelope.json())));
        } catch (InvalidJson impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
