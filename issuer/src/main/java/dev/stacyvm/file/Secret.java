package dev.stacyvm.file;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Bytes that must not be seen. It cannot print itself, compares in constant time, and every place that looks inside is
 * one search for {@code reveal} away.
 */
public final class Secret {
    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Secret of(byte[] bytes) {
        return new Secret(bytes.clone());
    }

    /** As {@link #of(byte[])}, of bytes that the caller has made and neither keeps nor changes. */
    public static Secret taking(byte[] bytes) {
        return new Secret(bytes);
    }

    public static Secret of(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy of the bytes. The caller keeps them out of logs, errors, arguments and reports. */
    public byte[] revealBytes() {
        return bytes.clone();
    }

    /** The bytes as UTF-8 text. The caller keeps it out of logs, errors, arguments and reports. */
    public String revealText() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public int length() {
        return bytes.length;
    }

    /** Compares in time that depends on the lengths alone. */
    public boolean matches(String candidate) {
        return MessageDigest.isEqual(bytes, candidate.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    /** The same for all: a hash would be a fingerprint. */
    @Override
    public int hashCode() {
        return 1;
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }
}
