package dev.stacyvm.app;

import dev.stacyvm.recorder.AnyRule;
import dev.stacyvm.recorder.AttestedRule;
import dev.stacyvm.recorder.RecorderSettings;
import dev.stacyvm.recorder.TrustRule;
import dev.stacyvm.recorder.Trusted;
import java.util.function.Supplier;

/**
 * What a recorder was asked for.
 *
 * @param settings its folder and what it keeps; how far it trusts is decided here
 * @param unsigned whether events that nobody vouches for are taken too
 * @param deny whether revoked workers are shut out of the cluster's topic
 */
public record RecorderPlan(RecorderSettings settings, TrustSource trust, boolean unsigned, boolean deny) {
    RecorderSettings trusting(Supplier<Trusted> trusted) {
        TrustRule rule = unsigned ? new AnyRule(trusted) : new AttestedRule(trusted);
        return settings.trusting(rule);
    }
}
