package dev.stacyvm.worker;

import dev.stacyvm.wire.StatusReply;
import dev.stacyvm.worker.client.Answer;

/** How many heartbeats were accepted, and how many were not. */
public record Beats(long accepted, long failed) {
    static final Beats NONE = new Beats(0, 0);

    Beats and(Answer<StatusReply> answer) {
        return answer.granted().isPresent() ? new Beats(accepted + 1, failed) : new Beats(accepted, failed + 1);
    }
}
