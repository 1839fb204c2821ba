package dev.stacyvm.probe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.wire.Json;
import java.util.Map;

/**
 * A container to make: no network, no capabilities, no new privileges, and never without limits.
 *
 * @param image by reference
 * @param runtime as registered with the engine; empty for the engine's default
 * @param script what {@code sh} runs as its first process
 * @param grant what it may use
 */
record ContainerPlan(String image, String runtime, String script, Grant grant) {
    /**
     * What a container may use.
     *
     * @param memory bytes, without swap on top
     * @param nanoCpus billionths of a core
     */
    record Grant(long memory, int pids, long nanoCpus) {
        private static final long MIB = 1024 * 1024;

        static final Grant AMPLE = new Grant(256 * MIB, 512, 1_000_000_000);

        Grant withMemory(long mebibytes) {
            return new Grant(mebibytes * MIB, pids, nanoCpus);
        }

        Grant withPids(int most) {
            return new Grant(memory, most, nanoCpus);
        }

        Grant withCpu(long billionths) {
            return new Grant(memory, pids, billionths);
        }
    }

    ObjectNode body(Map<String, String> labels) {
        ObjectNode body =
                Json.object().put("Image", image).put("OpenStdin", true).put("NetworkDisabled", true);
        body.put("User", "0:0").put("WorkingDir", "/");
        body.putArray("Entrypoint").add("sh").add("-c").add(script);
        body.putArray("Cmd");
        ObjectNode marked = body.putObject("Labels");
        labels.forEach(marked::put);
        body.set("HostConfig", confinement());
        return body;
    }

    private ObjectNode confinement() {
        ObjectNode confinement = Json.object().put("NetworkMode", "none");
        if (!runtime.isEmpty()) {
            confinement.put("Runtime", runtime);
        }
        confinement.put("Memory", grant.memory()).put("MemorySwap", grant.memory());
        confinement.put("PidsLimit", grant.pids()).put("NanoCpus", grant.nanoCpus());
        confinement.putArray("CapDrop").add("ALL");
        confinement.putArray("SecurityOpt").add("no-new-privileges");
        confinement.putObject("LogConfig").put("Type", "json-file");
        return confinement;
    }
}
