package dev.stacyvm.issuer;

import dev.stacyvm.key.Minter;
import dev.stacyvm.token.TokenVerifier;

/** Both ends of a token: what the service mints, and what it lets in. */
public record TokenAuthority(Minter minter, TokenVerifier verifier) {}
