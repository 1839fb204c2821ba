package dev.stacyvm.probe;

import java.util.List;
import java.util.Optional;

/** What came of asking a Docker engine. */
public sealed interface EngineReading {
    /** Where it was asked, as {@code unix:///var/run/docker.sock} or {@code tcp://host:2375}. */
    String endpoint();

    /**
     * It answered. Texts it did not give are empty.
     *
     * @param product what it calls itself, such as {@code Docker Engine - Community} or {@code Podman Engine}
     * @param name the hostname of the engine's host
     * @param kernel that host's kernel release
     * @param architecture as {@code uname -m} prints it
     * @param securityOptions empty when it did not give a list of texts
     * @param runtimes in the order of their names; empty when it did not give an object of objects
     * @param liveRestore whether it says that containers outlive it
     */
    record Engine(
            String endpoint,
            String product,
            String name,
            String version,
            String kernel,
            String architecture,
            Optional<List<String>> securityOptions,
            Optional<List<EngineRuntime>> runtimes,
            boolean liveRestore)
            implements EngineReading {}

    /**
     * It did not, or not like an engine.
     *
     * @param reason a clause that names what happened, from here and not in the engine's words
     */
    record Unusable(String endpoint, Trouble trouble, String reason) implements EngineReading {}

    /** Why an engine could not be used; each asks for another remedy. */
    enum Trouble {
        /** No socket there, or nothing listens on it. */
        ABSENT,
        /** This user may not connect. */
        DENIED,
        /** It did not answer in time. */
        SILENT,
        /** It answered what no engine answers. */
        NONSENSE,
        /** The address is of a kind that is not spoken here. */
        UNSUPPORTED
    }
}
