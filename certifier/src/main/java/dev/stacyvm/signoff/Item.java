package dev.stacyvm.signoff;

/** What has to be collected, in the order of the checklist. */
public enum Item {
    CONFIG_LINT("config-lint", "stacyvm config lint --production"),
    UPGRADE_REHEARSAL("upgrade-rehearsal", "stacyvm upgrade rehearse"),
    DOCTOR("doctor", "stacyvm doctor --production"),
    RUNTIME("runtime-certification", "scripts/certify-runtime.sh"),
    WORKER_IDENTITY("worker-identity-certification", "scripts/certify-worker-identity.sh"),
    CONFORMANCE("provider-conformance", "stacyvm certify runtime --live");

    private final String stem;
    private final String title;

    Item(String stem, String title) {
        this.stem = stem;
        this.title = title;
    }

    /** The name of its files, without their endings; also its row in the index. */
    public String stem() {
        return stem;
    }

    /** What an operator calls it. */
    public String title() {
        return title;
    }
}
