package dev.stacyvm.probe;

import io.vertx.core.Future;

/**
 * What only a real sandbox can prove. Each future ends with a value and never fails for anything the host does; what was
 * made is away again when it ends.
 */
public interface LiveHost {
    /**
     * Makes sandboxes through the Docker engine, with no network and no image pulled.
     *
     * @param runtime as registered with the engine; empty for its default
     */
    Future<SandboxReading> sandbox(String runtime);

    /**
     * Runs a program under PRoot.
     *
     * @param rootfs a folder with a shell; empty for one made of a static busybox
     * @param workspace a folder that workspaces are made in; empty for a temporary one
     */
    Future<ProotReading> proot(String rootfs, String workspace);

    /**
     * Boots a kernel as a Firecracker microVM, without a network.
     *
     * @param kernel an image; empty tries nothing
     * @param rootfs a disk image; empty for none, where the kernel is seen to start and then finds no root
     */
    Future<BootReading> firecracker(String kernel, String rootfs);
}
