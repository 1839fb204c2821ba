package dev.stacyvm.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalFolderTest {
    @Test
    void acceptsADiskOfThisMachine(@TempDir Path folder) throws IOException {
        assertThat(LocalFolder.require(folder)).isEqualTo(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb3", "ceph", "fuse.sshfs", "NFS"})
    void knowsFilesystemsThatComeOverANetwork(String type) {
        assertThat(LocalFolder.isNetworked(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs", "ext2/ext3"})
    void knowsFilesystemsThatDoNot(String type) {
        assertThat(LocalFolder.isNetworked(type)).isFalse();
    }
}
