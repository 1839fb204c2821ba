package dev.stacyvm.file;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The permissions a file of ours is created with. */
public enum FileMode {
    /** 0600: tokens, keys and everything that carries authority. */
    OWNER_ONLY("rw-------"),
    /** 0640: tokens that a group of workers shares. */
    GROUP_READABLE("rw-r-----"),
    /** 0644: artifacts and reports. */
    WORLD_READABLE("rw-r--r--");

    private final String permissions;

    FileMode(String permissions) {
        this.permissions = permissions;
    }

    public Set<PosixFilePermission> permissions() {
        return PosixFilePermissions.fromString(permissions);
    }
}
