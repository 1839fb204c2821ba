package dev.stacyvm.time;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as operators of the fleet write them: {@code 30s}, {@code 1h30m}, {@code 1.5h}, {@code 250ms}. The syntax
 * and the canonical form are those of Go's {@code time.ParseDuration} and {@code Duration.String}; the range is that of
 * a signed 64-bit count of nanoseconds. Counted in longs: on newer JDKs the first BigDecimal costs a short command 10 ms.
 */
public final class GoDuration {
    private static final int MAX_LENGTH = 64;
    private static final Pattern TERM = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Pattern LAST_ZEROS = Pattern.compile("0+$");
    private static final Map<String, Long> NANOS = Map.of(
            "ns",
            1L,
            "us",
            1_000L,
            "µs",
            1_000L,
            "μs",
            1_000L,
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "h",
            3_600_000_000_000L);

    private GoDuration() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException when the text is not a duration; the message quotes it and shows the form
     */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        boolean negative = text.startsWith("-");
        String terms = negative || text.startsWith("+") ? text.substring(1) : text;
        if (terms.isEmpty() || text.length() > MAX_LENGTH) {
            throw notADuration(text);
        }
        try {
            long nanos = negatedSum(terms, text);
            return Duration.ofNanos(negative ? nanos : Math.negateExact(nanos));
        } catch (ArithmeticException tooLarge) {
            throw new IllegalArgumentException("\"" + text + "\" is longer than a duration can be (about 292 years)");
        }
    }

    /** The canonical form: {@code 0s}, {@code 250ms}, {@code 30s}, {@code 5m0s}, {@code 24h0m0s}. */
    public static String format(Duration duration) {
        long nanos = duration.toNanos();
        String sign = nanos < 0 ? "-" : "";
        Duration magnitude = duration.abs();
        return sign + (magnitude.compareTo(Duration.ofSeconds(1)) < 0 ? small(magnitude.toNanos()) : large(magnitude));
    }

    /** Below zero there is room for one more, as in Go. */
    private static long negatedSum(String terms, String text) {
        Matcher matcher = TERM.matcher(terms);
        long total = 0;
        int end = 0;
        while (matcher.find()) {
            if (matcher.start() != end) {
                throw notADuration(text);
            }
            end = matcher.end();
            total = Math.addExact(total, negated(matcher.group(1), NANOS.getOrDefault(matcher.group(2), 0L)));
        }
        if (end != terms.length()) {
            throw notADuration(text);
        }
        return total;
    }

    private static long negated(String number, long unit) {
        int point = number.indexOf('.');
        String whole = point < 0 ? number : number.substring(0, point);
        String fraction = point < 0 ? "" : number.substring(point + 1);
        return Math.subtractExact(Math.multiplyExact(negatedWhole(whole), unit), part(fraction, unit));
    }

    private static long negatedWhole(String digits) {
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            value = Math.subtractExact(Math.multiplyExact(value, 10L), digits.charAt(i) - '0');
        }
        return value;
    }

    /** This fraction of the unit, rounded down: from the last digit to the first, so that no digit is too many. */
    private static long part(String digits, long unit) {
        long value = 0;
        for (int i = digits.length() - 1; i >= 0; i--) {
            value = (value + (digits.charAt(i) - '0') * unit) / 10;
        }
        return value;
    }

    private static String small(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        return nanos < 1_000_000 ? decimal(nanos, 3) + "µs" : decimal(nanos, 6) + "ms";
    }

    private static String large(Duration duration) {
        long hours = duration.toHours();
        int minutes = duration.toMinutesPart();
        String seconds = decimal(duration.toSecondsPart() * 1_000_000_000L + duration.toNanosPart(), 9) + "s";
        if (hours > 0) {
            return hours + "h" + minutes + "m" + seconds;
        }
        return minutes > 0 ? minutes + "m" + seconds : seconds;
    }

    /** With so many digits after the point, less the zeros at the end. */
    private static String decimal(long unscaled, int digits) {
        String padded = "0".repeat(digits) + unscaled;
        int point = padded.length() - digits;
        long whole = Long.parseLong(padded.substring(0, point));
        String fraction = LAST_ZEROS.matcher(padded.substring(point)).replaceFirst("");
        return fraction.isEmpty() ? Long.toString(whole) : whole + "." + fraction;
    }

    private static IllegalArgumentException notADuration(String text) {
        String shown = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
        return new IllegalArgumentException("\"" + shown + "\" is not a duration; write it like 30s, 5m or 1h30m");
    }
}
