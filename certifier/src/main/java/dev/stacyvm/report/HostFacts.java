package dev.stacyvm.report;

/**
 * The host a report is about.
 *
 * @param os as {@code uname -srm} prints it
 * @param machine salted hash of the machine id, 64 hex digits, or empty where there is none
 * @param bootId the kernel's boot id, or empty
 */
public record HostFacts(String hostname, String os, String machine, String bootId) {
    /** Of no host: for a report whose form does not name one. */
    public static final HostFacts NONE = new HostFacts("", "", "", "");

    public HostFacts {
        hostname = WellFormed.text(hostname);
        os = WellFormed.text(os);
        machine = WellFormed.text(machine);
        bootId = WellFormed.text(bootId);
    }
}
