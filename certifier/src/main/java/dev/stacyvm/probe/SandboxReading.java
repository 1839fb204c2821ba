package dev.stacyvm.probe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of making real sandboxes of one runtime. */
public sealed interface SandboxReading {
    /**
     * None could be made to start.
     *
     * @param reason a clause that says what was in the way
     * @param remedy what takes it away
     */
    record NotTried(String reason, String remedy) implements SandboxReading {}

    /**
     * Sandboxes were made, used and taken away again.
     *
     * @param startup from asking for the first sandbox until it ran
     * @param broken the step of the sandbox's life that did not go as it must, and how; the trials after it were not made
     * @param inside what a program in the sandbox sees, by name; what it could not see is missing
     * @param outside what this process sees under the same names
     * @param limits what came of using more than was granted
     * @param vmm the process that holds the KVM device since the sandbox started, where one was seen
     * @param left what could not be taken away
     */
    record Tried(
            Duration startup,
            Optional<Broken> broken,
            Map<String, String> inside,
            Map<String, String> outside,
            Limits limits,
            Optional<String> vmm,
            List<String> left)
            implements SandboxReading {
        public Tried {
            inside = Map.copyOf(inside);
            outside = Map.copyOf(outside);
            left = List.copyOf(left);
        }
    }

    /** A step such as {@code exec}, and a clause that says what happened instead. */
    record Broken(String step, String reason) {}

    /**
     * One trial for each limit. What is stopped proves a limit only where the same within the grant is not.
     *
     * @param memory a program that takes four times its grant
     * @param memoryWithin the same with an eighth of its grant
     * @param pids a program that starts more processes than its grant
     * @param pidsWithin the same with few
     * @param cpu a program that never pauses, granted a tenth of a core
     */
    record Limits(Trial memory, Trial memoryWithin, Trial pids, Trial pidsWithin, Throttling cpu) {
        /** Nothing was tried. */
        static Limits none() {
            return new Limits(Trial.none(), Trial.none(), Trial.none(), Trial.none(), new Throttling(0, 0));
        }
    }

    /**
     * How a program that goes over a limit fared.
     *
     * @param begun whether it told that it began
     * @param finished whether it told that nothing stopped it
     * @param end how it ended, a clause
     */
    record Trial(boolean begun, boolean finished, String end) {
        static Trial none() {
            return new Trial(false, false, "was not tried");
        }
    }

    /** How many scheduling periods the program ran in, and in how many it was held back. */
    record Throttling(long periods, long throttled) {}
}
