package dev.stacyvm.token;

import dev.stacyvm.file.Secret;
import dev.stacyvm.wire.GoText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What the bytes of a token file amount to, without regard to what it held before. */
sealed interface FileContent {
    /** A token of one of our formats: whole, decoded and not expired. */
    record Ours(Secret token, UnverifiedToken decoded) implements FileContent {
        Instant expiresAt() {
            return decoded.claims().expiresAt().orElse(Instant.MAX);
        }

        /** Whether its validity has begun, give or take {@code skew}. */
        boolean hasBegun(Instant now, Duration skew) {
            return !now.plus(skew).isBefore(decoded.claims().notBefore().orElse(Instant.MIN));
        }
    }

    /** One printable line that is no token of ours: a static token. */
    record Opaque(Secret token) implements FileContent {}

    /**
     * Nothing that may be sent.
     *
     * @param why a clause that follows the file's name
     */
    record Unusable(String why) implements FileContent {}

    /** Judges {@code content}; with a worker id, a token of ours must be that worker's. */
    static FileContent of(byte[] content, Optional<String> workerId, Instant now) {
        String value = GoText.trim(new String(content, StandardCharsets.UTF_8));
        if (value.isEmpty()) {
            return new Unusable("is empty");
        }
        Optional<String> defect =
                value.chars().boxed().flatMap(FileContent::defect).findFirst();
        if (defect.isPresent()) {
            return new Unusable(defect.get());
        }
        return meets(value, WorkerV1Verifier.PREFIX) || meets(value, "eyJ")
                ? ours(value, workerId, now)
                : new Opaque(Secret.of(value));
    }

    private static FileContent ours(String value, Optional<String> workerId, Instant now) {
        Optional<UnverifiedToken> decoded = UnverifiedToken.inspect(value).filter(UnverifiedToken::isWhole);
        if (decoded.isEmpty()) {
            return new Unusable("holds a damaged or half-written token");
        }
        UnverifiedClaims claims = decoded.get().claims();
        if (claims.expiresAt().isEmpty()) {
            return new Unusable("holds a token that never expires");
        }
        Instant expiresAt = claims.expiresAt().get();
        if (!now.isBefore(expiresAt)) {
            return new Unusable("holds a token that expired at " + expiresAt);
        }
        return workerId.isPresent() && !claims.workerId().equals(workerId)
                ? new Unusable("holds the token of another worker than " + workerId.get())
                : new Ours(Secret.of(value), decoded.get());
    }

    /** Whether the value begins with {@code start}, or may be the first part of something that does. */
    private static boolean meets(String value, String start) {
        return value.startsWith(start) || start.startsWith(value);
    }

    private static Stream<String> defect(int character) {
        if (character >= ' ' && character <= '~') {
            return Stream.empty();
        }
        return Stream.of(
                switch (character) {
                    case 0 -> "holds a NUL byte";
                    case '\n', '\r' -> "holds more than one line";
                    case 0xFEFF -> "holds a byte order mark; save it without one";
                    default -> "holds a character that no token has";
                });
    }
}
