package dev.stacyvm.app;

import dev.stacyvm.token.Audience;
import java.nio.file.Path;

/** A token file to keep fresh, and whom its tokens are for. */
public record SidecarOutput(Audience audience, Path file) {}
