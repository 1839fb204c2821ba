package dev.stacyvm.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signing keys and those who must know them.
 *
 * @param epoch of the trust feed
 * @param attestationKeys public halves in PEM of all that ever signed attestations
 * @param waitingFor what the prepared key waits for; absent without one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyList(
        long epoch,
        List<KeyView> keys,
        List<FollowerView> followers,
        List<String> attestationKeys,
        @Nullable KeyWait waitingFor) {
    public KeyList {
        keys = List.copyOf(keys);
        followers = List.copyOf(followers);
        attestationKeys = List.copyOf(attestationKeys);
    }
}
