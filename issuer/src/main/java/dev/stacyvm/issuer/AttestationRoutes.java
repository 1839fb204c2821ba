package dev.stacyvm.issuer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.Reply;
import dev.stacyvm.http.Routes;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.P256Pair;
import dev.stacyvm.token.Scope;
import dev.stacyvm.trust.Dsse;
import dev.stacyvm.trust.Statement;
import dev.stacyvm.wire.ErrorCode;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import dev.stacyvm.wire.WireTime;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An enrolled worker presents the report of a certification and gets the issuer's signed word that it did. What is
 * signed is a statement made here; no bytes of a caller are ever signed as they came.
 */
final class AttestationRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(AttestationRoutes.class);
    private static final int MAX_BYTES = 1024 * 1024;
    /** A larger one would not fit into an envelope of 1 MiB, in which three bytes take four. */
    private static final int MAX_STATEMENT = 3 * (MAX_BYTES - 4 * 1024) / 4;

    private final Enrolments enrolments;
    private final P256Pair key;
    private final Time time;

    AttestationRoutes(Enrolments enrolments, P256Pair key, Time time) {
        this.enrolments = enrolments;
        this.key = key;
        this.time = time;
    }

    void addTo(Routes routes, WorkerGate workers) {
        routes.add(
                HttpMethod.POST,
                "/api/v1/worker/:worker/attestations",
                MAX_BYTES,
                workers.open(Scope.ATTEST, this::attest));
    }

    private Future<Reply> attest(Exchange exchange) throws BadRequest, InvalidJson {
        String worker = PathIds.worker(exchange);
        ObjectNode report = PresentedReport.read(exchange.body());
        return enrolments.find(worker).map(row -> reply(worker, row, report));
    }

    private Reply reply(String worker, Optional<EnrolmentTable.Row> row, ObjectNode report) {
        if (row.isEmpty()) {
            return Reply.error(ErrorCode.FORBIDDEN, "the worker is not enrolled; only enrolled workers are attested");
        }
        String host = row.get().grant().host();
        byte[] statement = Json.write(Statement.of(worker, host, WireTime.exact(time.now()), report));
        if (statement.length > MAX_STATEMENT) {
            return Reply.error(
                    413, ErrorCode.BAD_REQUEST, "the attestation would be larger than " + MAX_BYTES + " bytes");
        }
        LOG.info(
                "report attested worker_id={} host={} status={}",
                worker,
                host,
                report.path("status").asText());
        return Reply.json(201, envelope(statement).json());
    }

    private Dsse envelope(byte[] payload) {
        byte[] signature = key.signDer(Dsse.signed(Dsse.IN_TOTO, payload));
        return new Dsse(Dsse.IN_TOTO, payload, key.publicKey().thumbprint(), signature);
    }
}
