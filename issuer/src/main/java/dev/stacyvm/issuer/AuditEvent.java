package dev.stacyvm.issuer;

import dev.stacyvm.http.Exchange;

/**
 * What somebody tried.
 *
 * @param tokenId empty where none was used
 */
record AuditEvent(String action, String workerId, String tokenId, String addr, String requestId) {
    static AuditEvent of(String action, String workerId, String tokenId, Exchange exchange) {
        return new AuditEvent(action, workerId, tokenId, exchange.remoteAddress(), exchange.requestId());
    }
}
