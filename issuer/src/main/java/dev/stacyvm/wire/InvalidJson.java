package dev.stacyvm.wire;

import com.fasterxml.jackson.core.JsonProcessingException;

/** Bytes that are not the JSON that was expected. The message never repeats the input. */
public final class InvalidJson extends Exception {
    private static final long serialVersionUID = 1;

    InvalidJson(String message) {
        super(message);
    }

    static InvalidJson from(JsonProcessingException cause) {
        String where = cause.getLocation() == null
                ? ""
                : " at line " + cause.getLocation().getLineNr() + ", column "
                        + cause.getLocation().getColumnNr();
        return new InvalidJson("not the expected JSON" + where);
    }
}
