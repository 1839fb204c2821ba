package dev.stacyvm.event;

import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.jackson.JsonFormat;

/** The structured JSON form of CloudEvents 1.0, as the local log keeps it and commands print it. */
public final class EventFormat {
    /** No event is longer, in any form. */
    public static final int MAX_BYTES = 1024 * 1024;

    private static final JsonFormat FORMAT = new JsonFormat();

    private EventFormat() {}

    /**
     * The event as UTF-8 JSON.
     *
     * @throws IllegalArgumentException when it is longer than {@link #MAX_BYTES}
     */
    public static byte[] write(CloudEvent event) {
        byte[] bytes = FORMAT.serialize(event);
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "the event is " + bytes.length + " bytes long; at most " + MAX_BYTES + " are allowed");
        }
        return bytes;
    }

    /** Whether the event is short enough to be written. */
    static boolean fits(CloudEvent event) {
        return FORMAT.serialize(event).length <= MAX_BYTES;
    }

    /** Reads an event of any type. What it says is not looked at; see {@link CertificationEvent#from}. */
    public static CloudEvent read(byte[] bytes) throws InvalidEvent {
        if (bytes.length > MAX_BYTES) {
            throw new InvalidEvent("it is " + bytes.length + " bytes long; at most " + MAX_BYTES + " are allowed");
        }
        requireStrictJson(bytes);
        CloudEvent event = parse(bytes);
        if (event.getSpecVersion() != SpecVersion.V1) {
            throw new InvalidEvent("its specversion is not 1.0");
        }
        return event;
    }

    private static void requireStrictJson(byte[] bytes) throws InvalidEvent {
        try {
            Json.readObject(bytes);
        } catch (InvalidJson invalid) {
            throw new InvalidEvent("it cannot be read: " + invalid.getMessage(), invalid);
        }
    }

    /** The library's parser throws many unchecked types at hostile input; each means the same. */
    private static CloudEvent parse(byte[] bytes) throws InvalidEvent {
        try {
            return FORMAT.deserialize(bytes);
        } catch (RuntimeException invalid) {
            throw new InvalidEvent("it is not a CloudEvent", invalid);
        }
    }
}
