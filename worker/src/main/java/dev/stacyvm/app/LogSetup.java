package dev.stacyvm.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;

/**
 * Sets up the logging library, which finds this class by itself, in code: reading the same from XML costs every command tens
 * of milliseconds and every worker memory for good. The command line sets the properties before the first line is logged.
 * A file that {@code logback.configurationFile} names goes first.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final String FILE = "logback.configurationFile";

    /** What they say of single connections is told by us where it matters. */
    private static final List<String> CHATTY = List.of("io.netty", "io.vertx");

    /** Its clients repeat themselves while a broker is away; what matters of it is told once, by us. */
    private static final String REPETITIVE = "org.apache.kafka";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty(FILE) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        CHATTY.forEach(library -> context.getLogger(library).setLevel(Level.WARN));
        context.getLogger(REPETITIVE).setLevel(Level.OFF);
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(System.getProperty("stacyvm.log.level"), Level.WARN));
        root.addAppender(console(context));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static ConsoleAppender<ILoggingEvent> console(LoggerContext context) {
        LogEncoder encoder = new LogEncoder();
        encoder.setContext(context);
        encoder.setFormat(System.getProperty("stacyvm.log.format", "pretty"));
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName("console");
        console.setTarget(System.getProperty("stacyvm.log.target", "System.err"));
        console.setEncoder(encoder);
        console.start();
        return console;
    }
}
