package dev.stacyvm.key;

/** Mints signed worker tokens. Safe from any thread. */
@FunctionalInterface
public interface Minter {
    /** Signs a token that begins now. */
    MintedToken mint(MintRequest request);
}
