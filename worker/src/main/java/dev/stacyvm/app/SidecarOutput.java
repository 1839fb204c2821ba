package dev.stacyvm.app;

import dev.stacyvm.token.Audiences;
import dev.stacyvm.token.TokenFormat;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A token file to keep fresh, and whom its tokens are for.
 *
 * @param format empty for the one that the issuer mints of itself
 */
public record SidecarOutput(Audiences audiences, Optional<TokenFormat> format, Path file) {}
