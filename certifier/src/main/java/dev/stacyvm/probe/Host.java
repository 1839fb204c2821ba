package dev.stacyvm.probe;

import io.vertx.core.Future;
import java.util.Map;

/**
 * A host as the checks see it: the one door to everything that differs between hosts, so that a test can give a host
 * made of data. Each future ends with a value within its probe's time limit and never fails for anything the host does.
 */
public interface Host {
    /** Who the host is, and whether this process sees it itself or a container on it. */
    Future<HostIdentity> identity();

    /** Asks the Docker engine. Each call asks again; a run asks once and shares the answer. */
    Future<EngineReading> engine();

    /** Finds a program and runs it with {@code --version}: a bare name on the PATH, or an absolute path. */
    Future<ProgramReading> program(String name);

    /** Opens the KVM device and makes, then drops, an empty virtual machine. */
    Future<KvmReading> kvm();

    /** Looks at a file or folder without changing it. */
    Future<PathReading> path(String path);

    /** A digest of what is at the path, in a form that shows when it changes; empty when nothing readable is there. */
    Future<String> digest(String path);

    /**
     * The small files in which the kernel tells how it is set, by path without the leading slash, such as
     * {@code proc/swaps}; and {@code disk.free} and {@code disk.total} in bytes. What is not there is missing.
     */
    Future<Map<String, String>> files();
}
