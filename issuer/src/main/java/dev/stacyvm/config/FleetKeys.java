package dev.stacyvm.config;

import static dev.stacyvm.config.KeyType.BOOLEAN;
import static dev.stacyvm.config.KeyType.DURATION;
import static dev.stacyvm.config.KeyType.INTEGER;
import static dev.stacyvm.config.KeyType.LIST;
import static dev.stacyvm.config.KeyType.MAP;
import static dev.stacyvm.config.KeyType.SECRET;
import static dev.stacyvm.config.KeyType.TEXT;

import java.util.List;

/** The keys that a fleet's control plane owns: another name there is a warning, a newer StacyVM may know it. */
final class FleetKeys {
    static final List<Key> ALL = List.of(
            key("providers.default", TEXT, "docker"),
            key("providers.mock.enabled", BOOLEAN, "false"),
            key("providers.firecracker.enabled", BOOLEAN, "true"),
            key("providers.firecracker.firecracker_path", TEXT, "/usr/local/bin/firecracker"),
            key("providers.firecracker.kernel_path", TEXT, "/var/lib/stacyvm/vmlinux.bin"),
            key("providers.firecracker.default_rootfs", TEXT, ""),
            key("providers.firecracker.agent_path", TEXT, "./bin/stacyvm-agent"),
            key("providers.firecracker.data_dir", TEXT, "/var/lib/stacyvm"),
            key("providers.docker.enabled", BOOLEAN, "true"),
            key("providers.docker.socket", TEXT, ""),
            key("providers.docker.runtime", TEXT, "runc"),
            key("providers.docker.default_image", TEXT, "alpine:latest"),
            key("providers.docker.network_mode", TEXT, "bridge"),
            key("providers.docker.seccomp_profile", TEXT, "default"),
            key("providers.docker.read_only_rootfs", BOOLEAN, "false"),
            key("providers.docker.memory", TEXT, "512m"),
            key("providers.docker.cpus", TEXT, "1"),
            key("providers.docker.pids_limit", INTEGER, "256"),
            key("providers.docker.user", TEXT, ""),
            key("providers.docker.dropped_caps", LIST, "ALL"),
            key("providers.docker.added_caps", LIST, ""),
            key("providers.docker.tmpfs", MAP, ""),
            key("providers.docker.pool_security.per_user_uid", BOOLEAN, "false"),
            key("providers.docker.pool_security.pid_namespace", BOOLEAN, "false"),
            key("providers.docker.pool_security.workspace_permissions", BOOLEAN, "true"),
            key("providers.docker.pool_security.hidepid", BOOLEAN, "false"),
            key("providers.e2b.enabled", BOOLEAN, "false"),
            key("providers.e2b.api_key", SECRET, ""),
            key("providers.e2b.base_url", TEXT, "https://api.e2b.dev"),
            key("providers.custom.enabled", BOOLEAN, "false"),
            key("providers.custom.name", TEXT, "custom"),
            key("providers.custom.base_url", TEXT, ""),
            key("providers.custom.api_key", SECRET, ""),
            key("providers.custom.timeout", DURATION, "60s"),
            key("providers.proot.enabled", BOOLEAN, "false"),
            key("providers.proot.proot_binary", TEXT, "proot"),
            key("providers.proot.rootfs_path", TEXT, "/var/lib/stacyvm/rootfs"),
            key("providers.proot.workspace_base", TEXT, "/var/lib/stacyvm/workspaces"),
            key("providers.proot.default_timeout", DURATION, "60s"),
            key("providers.proot.max_sandboxes", INTEGER, "10"),
            key("providers.proot.max_memory_mb", INTEGER, "512"),
            key("providers.proot.max_disk_mb", INTEGER, "1024"),
            key("providers.proot.languages", LIST, "python3,node,bash"),
            key("defaults.ttl", DURATION, "30m"),
            key("defaults.image", TEXT, "alpine:latest"),
            key("defaults.memory_mb", INTEGER, "1024"),
            key("defaults.vcpus", INTEGER, "1"),
            key("defaults.disk_size_mb", INTEGER, "1024"),
            key("defaults.pool_size", INTEGER, "0"),
            key("defaults.pool_template", TEXT, ""),
            key("defaults.max_ttl", DURATION, "24h"),
            key("defaults.default_exec_timeout", DURATION, "0s"),
            key("defaults.max_exec_timeout", DURATION, "10m"),
            key("defaults.max_sandboxes", INTEGER, "0"),
            key("defaults.max_sandboxes_per_owner", INTEGER, "0"),
            key("defaults.spawn_overflow", TEXT, "reject"),
            key("defaults.spawn_queue_timeout", DURATION, "30s"),
            key("defaults.max_spawn_queue", INTEGER, "100"),
            key("rate_limit.enabled", BOOLEAN, "false"),
            key("rate_limit.requests_per_minute", INTEGER, "120"),
            key("rate_limit.burst", INTEGER, "60"),
            key("rate_limit.key_by", TEXT, "owner"),
            key("rate_limit.bucket_ttl", DURATION, "15m"),
            key("rate_limit.cleanup_interval", DURATION, "1m"),
            key("pool.enabled", BOOLEAN, "false"),
            key("pool.max_vms", INTEGER, "10"),
            key("pool.max_users_per_vm", INTEGER, "5"),
            key("pool.image", TEXT, "alpine:latest"),
            key("pool.memory_mb", INTEGER, "2048"),
            key("pool.vcpus", INTEGER, "2"),
            key("pool.overflow", TEXT, "reject"));

    private FleetKeys() {}

    private static Key key(String path, KeyType type, String fallback) {
        return new Key(path, type, fallback);
    }
}
