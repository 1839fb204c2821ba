package dev.stacyvm.wire;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.Objects;
import java.util.stream.Collectors;

/** Bytes that are not the JSON that was expected. The message never repeats the input. */
public final class InvalidJson extends Exception {
    private static final long serialVersionUID = 1;
    private static final String NOT_EXPECTED = "not the expected JSON";

    public InvalidJson(String message) {
        super(message);
    }

    /** Of the mapper. */
    static InvalidJson from(JsonProcessingException cause) {
        return new InvalidJson(NOT_EXPECTED + where(cause) + member(cause));
    }

    /** Of the parser. */
    static InvalidJson at(JsonProcessingException cause) {
        return new InvalidJson(NOT_EXPECTED + where(cause));
    }

    /** A tree that is converted has no lines. */
    private static String where(JsonProcessingException cause) {
        JsonLocation location = cause.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** The member that has another type than it should; only names of our own, never one from the input. */
    private static String member(JsonProcessingException cause) {
        if (!(cause instanceof JsonMappingException mapping)) {
            return "";
        }
        String path = mapping.getPath().stream()
                .filter(step -> step.getFrom() instanceof Class<?> type && type.isRecord())
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "" : " in " + path;
    }
}
