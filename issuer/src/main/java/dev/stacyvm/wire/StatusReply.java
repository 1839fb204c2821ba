package dev.stacyvm.wire;

/** An answer that is one word, such as {@code {"status":"released"}}. */
public record StatusReply(String status) {}
