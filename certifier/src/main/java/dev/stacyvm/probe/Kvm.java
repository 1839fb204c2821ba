package dev.stacyvm.probe;

import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import dev.stacyvm.probe.KvmReading.Step;
import java.nio.file.Path;

/** Proves that virtual machines can be made, by making one and dropping it. Blocking, for microseconds. */
final class Kvm {
    private static final int STABLE_API = 12;
    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;
    private static final NativeLong GET_API_VERSION = new NativeLong(0xAE00);
    private static final NativeLong CREATE_VM = new NativeLong(0xAE01);
    private static final NativeLong NO_ARGUMENT = new NativeLong(0);

    private Kvm() {}

    static KvmReading read(Path device) {
        try {
            int fd = LibC.INSTANCE.open(device.toString(), O_RDWR | O_CLOEXEC);
            try {
                return use(fd);
            } finally {
                LibC.INSTANCE.close(fd);
            }
        } catch (LastErrorException refused) {
            return new KvmReading.Refused(Step.OPEN, Errno.name(refused.getErrorCode()));
        } catch (UnsatisfiedLinkError | NoClassDefFoundError noNativeCalls) {
            return new KvmReading.NotTried("this Java runtime cannot make native calls");
        }
    }

    private static KvmReading use(int fd) {
        Step step = Step.GET_API_VERSION;
        try {
            int version = LibC.INSTANCE.ioctl(fd, GET_API_VERSION, NO_ARGUMENT);
            if (version != STABLE_API) {
                return new KvmReading.OtherVersion(version);
            }
            step = Step.CREATE_VM;
            LibC.INSTANCE.close(LibC.INSTANCE.ioctl(fd, CREATE_VM, NO_ARGUMENT));
            return new KvmReading.Works();
        } catch (LastErrorException refused) {
            return new KvmReading.Refused(step, Errno.name(refused.getErrorCode()));
        }
    }
}
