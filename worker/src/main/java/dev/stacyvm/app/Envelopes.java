package dev.stacyvm.app;

import java.nio.file.Path;

/** Where the attestation of a report lies that was written to a file of an operator's choice. */
public final class Envelopes {
    private static final String ENDING = ".dsse.json";

    private Envelopes() {}

    /** {@code report.dsse.json} beside {@code report.json} or {@code report.md}. */
    public static Path beside(Path report) {
        String name = String.valueOf(report.getFileName());
        int dot = name.lastIndexOf('.');
        return report.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ENDING);
    }
}
