package dev.stacyvm.probe;

/** What came of using the KVM device. */
public sealed interface KvmReading {
    /** It was opened, speaks the stable interface and made a virtual machine. */
    record Works() implements KvmReading {}

    /**
     * A step was refused.
     *
     * @param errno the symbol, such as {@code EACCES}, or {@code errno 99}
     */
    record Refused(Step step, String errno) implements KvmReading {}

    /** It speaks an interface that no supported kernel has; 12 is the stable one. */
    record OtherVersion(int version) implements KvmReading {}

    /** It could not be tried. */
    record NotTried(String reason) implements KvmReading {}

    /** What was tried, in order. */
    enum Step {
        OPEN,
        GET_API_VERSION,
        CREATE_VM
    }
}
