package dev.stacyvm.issuer;

import dev.stacyvm.key.Hold;

/** What an ask for a rotation led to. */
sealed interface Rotation {
    /** The key signs. */
    record Done(String keyId) implements Rotation {}

    /** The key is published, and signs as soon as nothing holds it. */
    record Waiting(String keyId, Hold hold) implements Rotation {}

    /** @param why told to the caller */
    record Refused(String why) implements Rotation {}
}
