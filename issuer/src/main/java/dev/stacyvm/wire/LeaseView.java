package dev.stacyvm.wire;

/**
 * A lease as it travels (contract, sections 3.5 and 4).
 *
 * @param generation the fencing number: only ever grows for a resource
 * @param expiresAt RFC 3339, with up to nine fraction digits
 */
public record LeaseView(String resourceId, String holderId, long generation, String expiresAt) {
    /** What another program answers; a member that is not there is empty, or 0. */
    public static LeaseView of(ReadObject lease) {
        return new LeaseView(
                lease.text("resource_id").orElse(""),
                lease.text("holder_id").orElse(""),
                lease.whole("generation").orElse(0L),
                lease.text("expires_at").orElse(""));
    }
}
