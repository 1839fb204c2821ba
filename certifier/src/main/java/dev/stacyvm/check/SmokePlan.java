package dev.stacyvm.check;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.BaseUrl;
import java.time.Duration;

/**
 * A running StacyVM to try, as its contract describes it.
 *
 * @param local whether it runs on this host, so that kernels can be compared
 * @param patience how long a sandbox may take to run; 60 s and more for Firecracker
 */
public record SmokePlan(BaseUrl url, Secret apiKey, Target target, boolean local, Duration patience) {
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Duration BOOT = Duration.ofSeconds(60);

    public static SmokePlan of(BaseUrl url, Secret apiKey, Target target, boolean local) {
        return new SmokePlan(url, apiKey, target, local, target == Target.FIRECRACKER ? BOOT : USUAL);
    }

    /** Sandboxes of gVisor and Kata are made by the Docker provider, with the runtime it is configured with. */
    String provider() {
        return switch (target) {
            case FIRECRACKER, PROOT -> target.word();
            case ALL, DOCKER, GVISOR, KATA -> Target.DOCKER.word();
        };
    }

    String image() {
        return target == Target.FIRECRACKER ? "ubuntu:22.04" : "alpine:latest";
    }
}
