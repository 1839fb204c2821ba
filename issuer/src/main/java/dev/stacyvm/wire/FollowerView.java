package dev.stacyvm.wire;

/**
 * A follower of the trust feed.
 *
 * @param epoch the one it says it holds; 0 when it has said nothing since the issuer started
 * @param heardSecondsAgo since its last poll
 */
public record FollowerView(String name, long epoch, long heardSecondsAgo) {}
