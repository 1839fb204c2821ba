package dev.stacyvm.wire;

/**
 * One line of the audit log.
 *
 * @param position grows with every entry and never repeats
 * @param at RFC 3339
 * @param action such as {@code enrol}
 * @param outcome {@code done}, or why it was refused
 * @param workerId whom it was about; empty where nobody
 * @param tokenId the join token it was done with; empty where none
 * @param keyId the signing key it was about; empty where none
 */
public record AuditEntry(
        long position,
        String at,
        String action,
        String outcome,
        String workerId,
        String tokenId,
        String addr,
        String requestId,
        String keyId) {}
