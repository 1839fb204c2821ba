package dev.stacyvm.probe;

/**
 * Where this process runs.
 *
 * @param container whether that is a container: its machine id, programs and disk are then not the host's
 * @param reason how it shows, a clause; empty on the host itself
 */
public record Place(boolean container, String reason) {
    public static Place host() {
        return new Place(false, "");
    }

    public static Place container(String reason) {
        return new Place(true, reason);
    }
}
