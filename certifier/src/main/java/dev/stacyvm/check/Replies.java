package dev.stacyvm.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stacyvm.file.Secret;
import dev.stacyvm.probe.CommandReading;
import dev.stacyvm.probe.CommandReading.Exited;
import dev.stacyvm.probe.CommandReading.NotStarted;
import dev.stacyvm.probe.CommandReading.TimedOut;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import dev.stacyvm.wire.Printable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Judges what the program answered, and quotes it without its secrets. */
record Replies(IdentitySettings settings, Scrub scrub) {
    private static final int REFUSED = 1;
    private static final int MISUSED = 2;
    private static final int MAX_QUOTE = 300;
    private static final String BY_HAND = "run the same stacyvm worker token command by hand, and mend what it names";
    private static final String DO_NOT_USE = "do not verify tokens with this program; install a release that passes";

    /** A token that was issued. */
    record Issued(Secret token, Instant expiresAt) {}

    /** The token, when the answer is one for the id that was asked for. */
    Optional<Issued> issued(CommandReading reading, String tokenId) {
        Optional<JsonNode> reply = json(reading)
                .filter(json -> isText(json, "token_id", tokenId) && isText(json, "worker_id", settings.workerId()));
        Optional<Instant> expiry = reply.flatMap(json -> instant(json.path("expires_at")));
        return expiry.flatMap(at -> reply.map(json -> json.path("token").asText())
                .filter(token -> !token.isBlank())
                .map(token -> new Issued(Secret.of(token), at)));
    }

    Verdict issue(CommandReading reading) {
        return issued(reading, settings.tokenId()).isPresent()
                ? Verdict.pass("a token was issued from the signing key file")
                : Verdict.fail("no token was issued: " + told(reading), BY_HAND);
    }

    /** What a check says for which no token could be had. */
    Verdict notIssued(CommandReading reading) {
        return Verdict.fail("not proven: no token was issued for it: " + told(reading), BY_HAND);
    }

    Verdict inspect(CommandReading reading) {
        boolean shown = json(reading)
                .filter(json ->
                        isFlag(json, "signature_verified", false) && isText(json, "token_id", settings.tokenId()))
                .isPresent();
        return shown
                ? Verdict.pass("inspect shows the token's id and that it verified nothing")
                : Verdict.fail("inspect did not show the token as unverified: " + told(reading), BY_HAND);
    }

    Verdict accepted(CommandReading reading, String what) {
        boolean verified = json(reading)
                .filter(json ->
                        isFlag(json, "signature_verified", true) && isText(json, "worker_id", settings.workerId()))
                .isPresent();
        return verified
                ? Verdict.pass(what + " is accepted")
                : Verdict.fail(what + " is not accepted: " + told(reading), BY_HAND);
    }

    /**
     * The program must say no: status 1, and no verified token on its output. A program that cannot be used that way,
     * or dies, has not refused anything.
     */
    Verdict refused(CommandReading reading, String what) {
        if (!(reading instanceof Exited exited)) {
            return Verdict.fail("not proven: " + told(reading), BY_HAND);
        }
        boolean verified = exited.out().text().contains("\"signature_verified\": true");
        if (exited.status() == 0 || verified) {
            return Verdict.fail(what + " is accepted", DO_NOT_USE);
        }
        return exited.status() == REFUSED
                ? Verdict.pass(what + " is refused")
                : Verdict.fail("not proven: " + told(reading), BY_HAND);
    }

    /**
     * The program must not issue: it says no, also by refusing the command line, and its output holds nothing. The same
     * command line with a shorter lifetime was accepted before.
     */
    Verdict notIssuedFor(CommandReading reading, String what) {
        boolean said = reading instanceof Exited exited
                && (exited.status() == REFUSED || exited.status() == MISUSED)
                && exited.out().text().isBlank();
        return said ? Verdict.pass(what + " is refused") : refused(reading, what);
    }

    Verdict rotationPlan(CommandReading reading) {
        return json(reading)
                .filter(json ->
                        json.path("steps").isArray() && !json.path("steps").isEmpty())
                .map(json -> Verdict.pass("a rotation plan was made")
                        .with("rotation_plan", scrub.of(json.path("text").asText())))
                .orElseGet(() -> Verdict.fail("no rotation plan was made: " + told(reading), BY_HAND));
    }

    /** One clause about an answer, with the first line of what it said on standard error. */
    private String told(CommandReading reading) {
        if (reading instanceof Exited exited) {
            String first = exited.err().text().strip().lines().findFirst().orElse("it gave no reason");
            String status = exited.status() == 0
                    ? "the program's answer was not the expected one"
                    : "the program ended with status " + exited.status();
            return status + ": " + Printable.of(scrub.of(first), MAX_QUOTE);
        }
        if (reading instanceof TimedOut timedOut) {
            return "the program did not end within " + timedOut.limit().toSeconds() + " s";
        }
        String reason = ((NotStarted) reading).reason();
        return "the program does not start: " + Printable.of(scrub.of(reason), MAX_QUOTE);
    }

    private static Optional<JsonNode> json(CommandReading reading) {
        if (!(reading instanceof Exited exited) || exited.status() != 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.readObject(exited.out().text().getBytes(StandardCharsets.UTF_8)));
        } catch (InvalidJson notJson) {
            return Optional.empty();
        }
    }

    private static boolean isText(JsonNode json, String member, String value) {
        return json.path(member).isTextual() && json.path(member).textValue().equals(value);
    }

    private static boolean isFlag(JsonNode json, String member, boolean value) {
        return json.path(member).isBoolean() && json.path(member).booleanValue() == value;
    }

    private static Optional<Instant> instant(JsonNode text) {
        try {
            return Optional.of(Instant.parse(text.asText()));
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }
}
