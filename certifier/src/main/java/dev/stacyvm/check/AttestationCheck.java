package dev.stacyvm.check;

import io.vertx.core.Future;

/** Says whether an artifact is attested: the port to whoever holds the attesting key's public half. */
@FunctionalInterface
public interface AttestationCheck {
    /** The answers. */
    enum Answer {
        /** An envelope with a good signature of a known key is about exactly this report. */
        ATTESTED,
        /** There is no envelope, or no key to check it with. */
        ABSENT,
        /** There is an envelope, and it is not good or not about this report. */
        BAD
    }

    /** @param artifact the whole file; never fails */
    Future<Answer> check(byte[] artifact);

    /** Nobody attests. */
    static AttestationCheck none() {
        return artifact -> Future.succeededFuture(Answer.ABSENT);
    }
}
