package dev.stacyvm.key;

import java.util.Locale;

/** How far a signing key is in its life. It never goes back. */
public enum KeyState {
    /** Published, so that verifiers learn it; signs nothing yet. */
    PREPARED,
    /** Signs every token; there is one. */
    ACTIVE,
    /** Signs nothing more, and verifies until the last token it signed is dead. */
    RETIRED,
    /** Gone for good. */
    REMOVED;

    /** The word for it in tables and on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isPublished() {
        return this != REMOVED;
    }
}
