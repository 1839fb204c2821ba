package dev.stacyvm.wire;

/** The answer to {@code acquire} and {@code renew}. */
public record LeaseReply(LeaseView lease) {}
