package dev.stacyvm.probe;

import dev.stacyvm.report.HostFacts;

/** Who a host is, and whether this process sees it whole. */
public record HostIdentity(HostFacts facts, Place place) {}
