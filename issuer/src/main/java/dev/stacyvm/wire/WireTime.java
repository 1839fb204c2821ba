package dev.stacyvm.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times as they travel: RFC 3339 in UTC (contract, section 0). */
public final class WireTime {
    private static final DateTimeFormatter EXACT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private WireTime() {}

    /** To the second, as the registry and commands print. */
    public static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** With up to nine fraction digits, zeros at the end dropped, as leases and tokens print. */
    public static String exact(Instant time) {
        return EXACT.format(time);
    }
}
