package dev.stacyvm.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker was enrolled for.
 *
 * @param issuer what the issuer calls itself: the audience of assertions
 */
public record EnrolReply(
        @Nullable String workerId,
        @Nullable List<String> audiences,
        @Nullable List<String> scopes,
        @Nullable String issuer) {}
