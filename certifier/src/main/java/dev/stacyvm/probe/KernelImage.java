package dev.stacyvm.probe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The kernel formats that a microVM boots, told apart by their magic numbers. */
public enum KernelImage {
    NONE(0, ""),
    ELF(0, "\u007fELF"),
    /** x86 boot protocol: the setup header's signature. */
    BZ_IMAGE(0x202, "HdrS"),
    ARM64_IMAGE(0x38, "ARMd");

    /** As many first bytes as {@link #of} needs. */
    static final int HEAD_BYTES = 0x206;

    private final int offset;
    private final String magic;

    KernelImage(int offset, String magic) {
        this.offset = offset;
        this.magic = magic;
    }

    static KernelImage of(byte[] head) {
        return Arrays.stream(values())
                .filter(image -> image != NONE && image.matches(head))
                .findFirst()
                .orElse(NONE);
    }

    private boolean matches(byte[] head) {
        int end = offset + magic.length();
        return head.length >= end
                && magic.equals(new String(head, offset, magic.length(), StandardCharsets.ISO_8859_1));
    }
}
