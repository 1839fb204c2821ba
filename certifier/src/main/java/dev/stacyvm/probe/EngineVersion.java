package dev.stacyvm.probe;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Agrees with an engine on a version of its API: its own newest, but none newer than is known here. */
final class EngineVersion {
    private static final Pattern VERSION = Pattern.compile("1\\.(\\d{1,3})");
    private static final int OLDEST = 40;
    private static final int NEWEST = 47;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private EngineVersion() {}

    /** The same connections, speaking that version. Fails with {@link EngineNonsense} when there is none in common. */
    static Future<EngineCalls> negotiate(EngineCalls calls) {
        return calls.get("/_ping", LIMIT).compose(answer -> {
            Matcher matcher = VERSION.matcher(answer.apiVersion());
            int minor = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
            return minor < OLDEST
                    ? Future.failedFuture(new EngineNonsense("speaks an API older than 1." + OLDEST))
                    : Future.succeededFuture(calls.under("/v1." + Math.min(minor, NEWEST)));
        });
    }
}
