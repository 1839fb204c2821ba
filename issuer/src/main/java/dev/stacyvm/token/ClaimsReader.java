package dev.stacyvm.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the payload of a worker-v1 token from any JSON. Strict: UTF-8, exact names, nothing twice, no null, times above
 * 0 and below 2^40. Compatible: what the fleet's Go programs take (contract, sections 0 and 1.5). Members of other names
 * are passed over by both, because a newer issuer may send them.
 */
final class ClaimsReader {
    /** No time of a strict token reaches it: about the year 36800. */
    static final long TIME_LIMIT = 1L << 40;

    static final ClaimsReader STRICT = new ClaimsReader(true);
    static final ClaimsReader COMPATIBLE = new ClaimsReader(false);

    private static final int MAX_DEPTH = 32;
    private static final Set<String> NAMES = Set.of("worker_id", "jti", "aud", "scopes", "exp", "iat", "nbf");

    private final boolean strict;
    private final JsonFactory factory;

    private ClaimsReader(boolean strict) {
        this.strict = strict;
        this.factory = JsonFactory.builder()
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(64)
                        .build())
                .build();
    }

    /** The claims, or empty when the payload breaks a rule. */
    Optional<WorkerV1Claims> read(byte[] json) {
        try {
            return object(text(json));
        } catch (JsonProcessingException | CharacterCodingException malformed) {
            return Optional.empty();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Optional<WorkerV1Claims> object(String json) throws IOException {
        if (json.startsWith("\uFEFF")) {
            return Optional.empty();
        }
        try (JsonParser parser = factory.createParser(json)) {
            Draft draft = new Draft();
            boolean whole = parser.nextToken() == JsonToken.START_OBJECT
                    && members(parser, draft)
                    && parser.nextToken() == null;
            return whole ? Optional.of(draft.claims()) : Optional.empty();
        }
    }

    private boolean members(JsonParser parser, Draft draft) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String claim = strict ? name : folded(name);
            parser.nextToken();
            if (!NAMES.contains(claim)) {
                if (strict && NAMES.contains(folded(name))) {
                    return false;
                }
                parser.skipChildren();
            } else if (!member(claim, parser, draft)) {
                return false;
            }
        }
        return parser.currentToken() == JsonToken.END_OBJECT;
    }

    private boolean member(String claim, JsonParser parser, Draft draft) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            draft.scopes = claim.equals("scopes") ? Optional.empty() : draft.scopes;
            return !strict;
        }
        return switch (claim) {
            case "scopes" -> scopes(parser, draft);
            case "exp", "iat", "nbf" -> time(claim, parser, draft);
            default -> name(claim, parser, draft);
        };
    }

    private boolean name(String claim, JsonParser parser, Draft draft) throws IOException {
        if (!isText(parser)) {
            return false;
        }
        switch (claim) {
            case "worker_id" -> draft.workerId = parser.getText();
            case "jti" -> draft.tokenId = parser.getText();
            default -> draft.audience = parser.getText();
        }
        return true;
    }

    private boolean time(String claim, JsonParser parser, Draft draft) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            return false;
        }
        long seconds = parser.getLongValue();
        switch (claim) {
            case "exp" -> draft.exp = seconds;
            case "iat" -> draft.iat = seconds;
            default -> draft.nbf = seconds;
        }
        return !strict || (seconds > 0 && seconds < TIME_LIMIT);
    }

    private boolean scopes(JsonParser parser, Draft draft) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return false;
        }
        List<String> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            boolean missing = !strict && parser.currentToken() == JsonToken.VALUE_NULL;
            if (!missing && !isText(parser)) {
                return false;
            }
            values.add(missing ? "" : parser.getText());
        }
        draft.scopes = Optional.of(values);
        return true;
    }

    private boolean isText(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_STRING
                && (!strict || StandardCharsets.UTF_8.newEncoder().canEncode(parser.getText()));
    }

    private String text(byte[] json) throws CharacterCodingException {
        CodingErrorAction action = strict ? CodingErrorAction.REPORT : CodingErrorAction.REPLACE;
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(action)
                .decode(ByteBuffer.wrap(json))
                .toString();
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replace('\u017F', 's');
    }

    /** What has been read so far. */
    private static final class Draft {
        private String workerId = "";
        private String tokenId = "";
        private String audience = "";
        private Optional<List<String>> scopes = Optional.empty();
        private long exp;
        private long iat;
        private long nbf;

        WorkerV1Claims claims() {
            return new WorkerV1Claims(workerId, tokenId, audience, scopes, exp, iat, nbf);
        }
    }
}
