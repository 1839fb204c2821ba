package dev.stacyvm.event;

import dev.stacyvm.wire.Ids;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The kinds of event. A change that an old reader would misread is a new kind with the next version in its name. */
public enum EventType {
    /** A certification of one sandbox runtime; the subject is the runtime. */
    RUNTIME("stacyvm.certification.runtime.v1"),
    /** A certification of a worker's identity; the subject is the worker id. */
    WORKER_IDENTITY("stacyvm.certification.worker-identity.v1");

    /** No dash, so that no runtime's folder is ever that of a worker identity. */
    private static final Pattern RUNTIME_NAME = Pattern.compile("[a-z][a-z0-9]{0,31}");

    private final String type;

    EventType(String type) {
        this.type = type;
    }

    /** The CloudEvents type. */
    public String type() {
        return type;
    }

    /** The identifier of the published JSON Schema of this kind's data. */
    public URI schema() {
        return URI.create("https://stacyvm.dev/schemas/" + type + ".json");
    }

    /** The resource on the class path that holds the JSON Schema. */
    public String schemaResource() {
        return "/schemas/" + type + ".json";
    }

    /** Whether events of this kind may be about {@code subject}. */
    public boolean allowsSubject(String subject) {
        return this == RUNTIME ? RUNTIME_NAME.matcher(subject).matches() : Ids.isValid(subject);
    }

    /** The folder below the host's that holds the artifacts about {@code subject}, which must be allowed. */
    public String folder(String subject) {
        return this == RUNTIME ? subject : "worker-identity-" + subject;
    }

    public static Optional<EventType> of(String type) {
        return Arrays.stream(values()).filter(known -> known.type.equals(type)).findFirst();
    }
}
