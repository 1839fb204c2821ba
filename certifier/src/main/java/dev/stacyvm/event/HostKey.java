package dev.stacyvm.event;

import dev.stacyvm.report.HostFacts;
import dev.stacyvm.wire.Ids;
import java.net.URI;
import java.util.Optional;

/**
 * What one host is called in events, topics and artifact folders; events are ordered per host key.
 *
 * @param value of the form of {@link Ids}
 */
public record HostKey(String value) {
    private static final String SOURCE_PREFIX = "/hosts/";
    private static final int MACHINE_DIGITS = 8;

    public HostKey {
        Ids.require("host key", value);
    }

    /** The key of a host that is enrolled as a worker: the worker id. */
    public static HostKey enrolled(String workerId) {
        return new HostKey(SafeName.of(workerId));
    }

    /** The key of a host that is not enrolled: its name and the first 8 hex digits of its salted machine hash. */
    public static HostKey of(HostFacts host) {
        String machine = host.machine().isEmpty()
                ? "nomachine"
                : host.machine()
                        .substring(0, Math.min(MACHINE_DIGITS, host.machine().length()));
        return new HostKey(SafeName.of(host.hostname() + "-" + machine));
    }

    /** The key in a CloudEvents source {@code /hosts/<host key>}; empty when the source is of another form. */
    public static Optional<HostKey> fromSource(URI source) {
        String text = source.toString();
        if (!text.startsWith(SOURCE_PREFIX)) {
            return Optional.empty();
        }
        String key = text.substring(SOURCE_PREFIX.length());
        return Ids.isValid(key) ? Optional.of(new HostKey(key)) : Optional.empty();
    }

    public URI source() {
        return URI.create(SOURCE_PREFIX + value);
    }

    @Override
    public String toString() {
        return value;
    }
}
