package dev.stacyvm.issuer;

import dev.stacyvm.http.Exchange;

/**
 * What somebody tried.
 *
 * @param tokenId empty where none was used
 * @param keyId empty where it was about none
 * @param addr empty where the service did it by itself
 */
record AuditEvent(String action, String workerId, String tokenId, String keyId, String addr, String requestId) {
    AuditEvent(String action, String workerId, String tokenId, String addr, String requestId) {
        this(action, workerId, tokenId, "", addr, requestId);
    }

    /** What the service did by itself. */
    static AuditEvent ofService(String action, String keyId) {
        return new AuditEvent(action, "", "", keyId, "", "");
    }

    /** The same act, about that key. */
    AuditEvent about(String key) {
        return new AuditEvent(action, workerId, tokenId, key, addr, requestId);
    }

    static AuditEvent ofKey(String action, String keyId, Exchange exchange) {
        return new AuditEvent(action, "", "", keyId, exchange.remoteAddress(), exchange.requestId());
    }

    static AuditEvent of(String action, String workerId, String tokenId, Exchange exchange) {
        return new AuditEvent(action, workerId, tokenId, exchange.remoteAddress(), exchange.requestId());
    }
}
