package dev.stacyvm.app;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.stacyvm.wire.Printable;
import dev.stacyvm.wire.PrintedObject;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * One line per event, as JSON ({@code level}, {@code time}, {@code message} and the event's own keys) or for people.
 * The keys are those of the {@code key={}} pairs in the message, so that code logs plainly and machines read fields.
 */
public final class LogEncoder extends EncoderBase<ILoggingEvent> {
    private static final int MAX_VALUE = 1000;
    private static final byte[] NOTHING = {};

    private final ThrowableProxyConverter traces = new ThrowableProxyConverter();
    private boolean json;

    /** {@code json}, or anything else for lines that people read. */
    public void setFormat(String format) {
        json = format.equals("json");
    }

    @Override
    public void start() {
        traces.start();
        super.start();
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String line = json ? json(event) : pretty(event);
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private String json(ILoggingEvent event) {
        LogFields fields = LogFields.of(event.getMessage(), event.getArgumentArray());
        PrintedObject line = new PrintedObject()
                .with("level", event.getLevel().toString().toLowerCase(Locale.ROOT))
                .with("time", time(event))
                .with("message", fields.message());
        fields.pairs().forEach(line::with);
        if (event.getThrowableProxy() != null) {
            line.with("stack", traces.convert(event));
        }
        return new String(line.compact(), StandardCharsets.UTF_8);
    }

    private String pretty(ILoggingEvent event) {
        String level = String.format(Locale.ROOT, "%-5s", event.getLevel());
        String message = Printable.of(event.getFormattedMessage(), MAX_VALUE);
        String trace = event.getThrowableProxy() == null
                ? ""
                : "\n" + traces.convert(event).strip();
        return time(event) + " " + level + " " + message + trace;
    }

    private static String time(ILoggingEvent event) {
        return DateTimeFormatter.ISO_INSTANT.format(event.getInstant().truncatedTo(ChronoUnit.MILLIS));
    }
}
