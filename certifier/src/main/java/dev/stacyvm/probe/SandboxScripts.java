package dev.stacyvm.probe;

import java.util.LinkedHashMap;
import java.util.Map;

/** What runs in a sandbox: plain {@code sh} and a few small programs that every image with a shell has. */
final class SandboxScripts {
    static final String MARK = "stacyvm-runtime-ok";

    /** Tells that it runs, then stays until it is killed: nobody writes to its standard input. */
    static final String STAY = "echo " + MARK + "; read nothing";

    /** Tells what it sees, one {@code name=value} a line. What it cannot see it leaves out. */
    static final String LOOK = "exec 2>/dev/null; echo kernel=$(uname -r);"
            + " read id < /proc/sys/kernel/random/boot_id && echo boot_id=$id;"
            + " while read name value rest; do case $name in"
            + " CapEff:|CapBnd:|NoNewPrivs:|Seccomp:) echo \"${name%:}=$value\";; esac; done < /proc/self/status;"
            + " for ns in cgroup ipc mnt net pid user uts; do echo ns.$ns=$(readlink /proc/self/ns/$ns); done;"
            + " devices=; while read device rest; do case $device in *:*)"
            + " devices=\"$devices ${device%%:*}\";; esac; done < /proc/net/dev; echo devices=$devices;"
            + " echo dmesg=$(dmesg | head -n 1)";

    /** Never pauses, on four cores where there are so many: of a busy host one process might not get even its grant. */
    static final String BUSY =
            "echo begin; i=0; while [ $i -lt 3 ]; do while :; do :; done & i=$((i+1)); done;" + " while :; do :; done";

    private SandboxScripts() {}

    /** Starts so many processes that live until this one ends. */
    static String forking(int processes) {
        return "echo begin; i=0; while [ $i -lt " + processes + " ]; do sleep 5 & i=$((i+1)); done; echo unlimited";
    }

    /** Takes memory by doubling a text up to so many bytes, a power of two. */
    static String hoarding(long bytes) {
        return "echo begin; x=aaaaaaaaaaaaaaaa; while [ ${#x} -lt " + bytes + " ]; do x=$x$x; done; echo unlimited";
    }

    /** Reads what {@link #LOOK} tells; nothing else in it is taken over. */
    static Map<String, String> seen(String told) {
        Map<String, String> seen = new LinkedHashMap<>();
        told.lines().limit(100).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0 && equals < line.length() - 1) {
                seen.put(line.substring(0, equals), line.substring(equals + 1).strip());
            }
        });
        return seen;
    }
}
