package dev.stacyvm.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.util.Optional;
import java.util.Set;

/**
 * A JWT taken apart, with nothing proven. The header has exactly {@code alg}, {@code kid} and {@code typ}, each once: so
 * there is no {@code crit}, no key or address of one inside the token, no compression, and no way to say a thing twice.
 */
final class CompactJws {
    /** The type of access tokens (RFC 9068), so that no other JWT passes for one. */
    static final String TYPE = "at+jwt";

    private static final Set<String> MEMBERS = Set.of("alg", "kid", "typ");
    private static final int MAX_HEADER_CHARS = 512;
    private static final int MAX_SIGNATURE_CHARS = 1366;

    private final String algorithm;
    private final String keyId;
    private final byte[] payload;
    private final byte[] signature;

    private CompactJws(ObjectNode header, byte[] payload, byte[] signature) {
        this.algorithm = header.path("alg").textValue();
        this.keyId = header.path("kid").textValue();
        this.payload = payload;
        this.signature = signature;
    }

    /** Empty when any part is not in the one accepted spelling. */
    static Optional<CompactJws> of(String token) {
        int first = token.indexOf('.');
        int last = token.lastIndexOf('.');
        boolean three = first > 0 && last > first && token.indexOf('.', first + 1) == last;
        if (!three || first > MAX_HEADER_CHARS || token.length() - last - 1 > MAX_SIGNATURE_CHARS) {
            return Optional.empty();
        }
        Optional<ObjectNode> header =
                Base64Url.strict(token.substring(0, first)).flatMap(CompactJws::object);
        Optional<byte[]> payload = Base64Url.strict(token.substring(first + 1, last));
        Optional<byte[]> signature = Base64Url.strict(token.substring(last + 1));
        return header.isPresent() && payload.isPresent() && signature.isPresent()
                ? Optional.of(new CompactJws(header.get(), payload.get(), signature.get()))
                : Optional.empty();
    }

    /** As the header says. */
    String algorithm() {
        return algorithm;
    }

    /** As the header says. */
    String keyId() {
        return keyId;
    }

    byte[] payload() {
        return payload.clone();
    }

    byte[] signature() {
        return signature.clone();
    }

    private static Optional<ObjectNode> object(byte[] json) {
        try {
            ObjectNode header = Json.readObject(json);
            boolean exact = header.size() == MEMBERS.size()
                    && MEMBERS.stream().allMatch(name -> header.path(name).isTextual())
                    && header.path("typ").textValue().equals(TYPE);
            return exact ? Optional.of(header) : Optional.empty();
        } catch (InvalidJson malformed) {
            return Optional.empty();
        }
    }
}
