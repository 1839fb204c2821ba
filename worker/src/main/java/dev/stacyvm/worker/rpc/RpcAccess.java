package dev.stacyvm.worker.rpc;

import dev.stacyvm.file.Secret;
import dev.stacyvm.token.TokenVerifier;
import java.util.Optional;

/**
 * What callers are checked against.
 *
 * @param verifier of tokens, those with the audience {@code worker:rpc}
 * @param sharedToken a fixed token that opens every method, as today's StacyVM fleets use; empty for none
 */
public record RpcAccess(TokenVerifier verifier, Optional<Secret> sharedToken) {}
