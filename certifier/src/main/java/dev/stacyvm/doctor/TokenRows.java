package dev.stacyvm.doctor;

import dev.stacyvm.file.Secret;
import dev.stacyvm.lint.Fault;
import dev.stacyvm.lint.Rows;
import dev.stacyvm.time.GoDuration;
import dev.stacyvm.token.UnverifiedToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/** Further rows on the worker's token file: that it is there, closed to others, and holds a token that still counts. */
final class TokenRows {
    private static final Duration NOTICE = Duration.ofSeconds(30);

    private final HeldToken held;
    private final Instant now;
    private final Rows rows;

    TokenRows(HeldToken held, Instant now, Rows rows) {
        this.held = held;
        this.now = now;
        this.rows = rows;
    }

    void add() {
        held.secret().ifPresentOrElse(this::found, () -> absent(held.problem()));
    }

    private void found(Secret token) {
        try {
            rows.pass("worker.token_file", held.file().toString());
            mode(held.file());
            token(held.file(), token);
        } catch (IOException goneMeanwhile) {
            absent(String.valueOf(goneMeanwhile.getMessage()));
        }
    }

    private void absent(String problem) {
        Fault fault = new Fault(problem, "let a sidecar write it, or name the worker's own with --worker-token-file");
        if (held.named()) {
            rows.severe("worker.token_file", fault);
        } else {
            rows.warn("worker.token_file", fault);
        }
    }

    private void mode(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        String owner = Files.getOwner(file).getName();
        boolean closed = !permissions.contains(PosixFilePermission.OTHERS_READ)
                && !permissions.contains(PosixFilePermission.OTHERS_WRITE)
                && !permissions.contains(PosixFilePermission.GROUP_WRITE);
        String shown = PosixFilePermissions.toString(permissions) + ", owner " + owner;
        rows.advise(
                "worker.token_file.mode",
                closed,
                shown,
                new Fault("others can read it, or the group can write it: " + shown, "run: chmod 600 " + file));
    }

    private void token(Path file, Secret secret) {
        String text = secret.revealText();
        Optional<UnverifiedToken> token = held.token();
        boolean signed = text.startsWith("stacyvm-worker-v1.") || text.startsWith("eyJ");
        if (!signed) {
            rows.pass("worker.token_file.token", "a static token, which never expires");
        } else if (token.filter(UnverifiedToken::isWhole).isEmpty()) {
            rows.severe(
                    "worker.token_file.token",
                    new Fault(file + " holds no whole token", "replace files by renaming, as the sidecar does"));
        } else {
            expiry(token.get());
        }
    }

    private void expiry(UnverifiedToken token) {
        Optional<Instant> end = token.claims().expiresAt();
        if (end.isEmpty()) {
            rows.warn("worker.token_file.token", new Fault("the token never expires", "issue tokens of at most 15m"));
            return;
        }
        Duration left = Duration.between(now, end.get()).truncatedTo(ChronoUnit.SECONDS);
        if (left.isNegative() || left.isZero()) {
            rows.severe(
                    "worker.token_file.token",
                    new Fault("the token expired at " + end.get(), "see why the sidecar does not renew it"));
        } else {
            rows.advise(
                    "worker.token_file.token",
                    left.compareTo(NOTICE) > 0,
                    "expires in " + GoDuration.format(left),
                    new Fault("the token expires in " + GoDuration.format(left), "see whether the sidecar renews it"));
        }
    }
}
