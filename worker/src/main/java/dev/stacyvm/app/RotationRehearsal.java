package dev.stacyvm.app;

import dev.stacyvm.wire.FollowerView;
import dev.stacyvm.wire.KeyList;
import dev.stacyvm.wire.KeyView;
import dev.stacyvm.wire.KeyWait;
import java.util.ArrayList;
import java.util.List;

/** What a rotation would do now, step by step, and whom each step would refuse: read from a running issuer, changing nothing. */
public final class RotationRehearsal {
    private final KeyList now;

    /** @throws OperatorError when the issuer has no key that rotates */
    public RotationRehearsal(KeyList now) {
        if (now.keys().isEmpty()) {
            throw new OperatorError(
                    "this issuer mints no JWTs, so it has no key that rotates; start it with --token-key-file,"
                            + " or see for the shared key: stacyvm worker token rotation-plan");
        }
        this.now = now;
    }

    /** Lines for a terminal. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("trust feed: epoch " + now.epoch());
        lines.add("followers by the epoch they hold:" + (now.followers().isEmpty() ? " none" : ""));
        now.followers().forEach(follower -> lines.add("  " + line(follower)));
        lines.add("1. prepare: a new key is published and signs nothing; refused: none");
        lines.add("2. distribute: " + distribution() + "; refused: none");
        lines.add("   activating at once instead (--emergency): " + emergency());
        lines.add("3. activate: the new key signs, " + active() + " verifies on; refused: none");
        lines.add("4. retire: " + active() + " verifies until the last token it signed is dead; refused: none");
        lines.add("   revoking it at once instead (issuer revoke --key): " + revocation());
        lines.add("5. remove: nothing is left that it signed; refused: none");
        return lines;
    }

    private String line(FollowerView follower) {
        String behind = isBehind(follower) ? " (behind)" : "";
        return follower.name() + " epoch " + follower.epoch() + ", heard " + follower.heardSecondsAgo() + " s ago"
                + behind;
    }

    private String distribution() {
        KeyWait wait = now.waitingFor();
        if (wait != null) {
            return "the prepared key still waits " + wait.seconds() + " s for caches of the JWKS"
                    + (wait.followers().isEmpty() ? "" : " and for " + String.join(", ", wait.followers()));
        }
        return now.followers().isEmpty()
                ? "twice the longest cache of the JWKS is waited for"
                : "every follower above must confirm it" + behind()
                        + ", and twice the longest cache of the JWKS is waited for";
    }

    /** They hold a rotation up until they are heard again, or are given up. */
    private String behind() {
        List<String> behind = now.followers().stream()
                .filter(this::isBehind)
                .map(FollowerView::name)
                .toList();
        return behind.isEmpty() ? "" : " (behind now: " + String.join(", ", behind) + ")";
    }

    private boolean isBehind(FollowerView follower) {
        return follower.epoch() < now.epoch();
    }

    private String emergency() {
        String followers = now.followers().isEmpty()
                ? ""
                : " at "
                        + String.join(
                                ", ",
                                now.followers().stream().map(FollowerView::name).toList()) + " until its next poll;";
        return "refused:" + followers
                + " at verifiers by JWKS until they read it anew: every worker whose token is new";
    }

    private String revocation() {
        List<String> holders = now.keys().stream()
                .filter(key -> key.state().equals("active"))
                .flatMap(key -> key.holders().stream())
                .toList();
        return "refused until they renew: " + (holders.isEmpty() ? "none known" : String.join(", ", holders));
    }

    private String active() {
        return now.keys().stream()
                .filter(key -> key.state().equals("active"))
                .map(KeyView::keyId)
                .findFirst()
                .orElse("the key before");
    }
}
