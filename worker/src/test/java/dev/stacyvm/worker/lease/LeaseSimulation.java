package dev.stacyvm.worker.lease;

import dev.stacyvm.controlplane.PlayedLeases;
import dev.stacyvm.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Workers that want one lease of the control plane's own book, played in a true time that only the simulation sees. All
 * chance comes from one seed, so a run is repeated by its seed. After every step each machine that can act acts when its guard lets it, at a resource that
 * remembers the highest generation.
 */
final class LeaseSimulation {
    static final Duration TTL = Duration.ofSeconds(10);
    private static final int WORKERS = 3;
    /** How much a machine's clocks run fast or slow, at most. The unused part of a term has to cover two such machines. */
    private static final double DRIFT = 0.02;

    /** Makes the keeper under test. */
    @FunctionalInterface
    interface Keepers {
        Kept make(LeasePlan plan, LeaseTools tools);
    }

    /** A keeper and how it begins and ends. */
    record Kept(LeaseGuard guard, Runnable start, Runnable stop) {}

    /** What one run led to. */
    record Outcome(Optional<String> violation, int acts, int holders) {}

    private record Machine(String worker, SimNode node, SimNetwork network, Kept kept) {}

    private final Random random;
    private final ManualTime truth = new ManualTime();
    private final SimPlane plane;
    private final Keepers keepers;
    private final boolean uptime;
    private final List<Machine> machines = new ArrayList<>();
    private long highest;
    private String lastHolder = "";
    private int acts;
    private int holders;

    LeaseSimulation(long seed, PlayedLeases.Flaw flaw, boolean uptime, Keepers keepers) {
        this.random = new Random(seed);
        this.keepers = keepers;
        this.uptime = uptime;
        this.plane = new SimPlane(node(), flaw);
    }

    /** The keeper of the product. */
    static Kept real(LeasePlan plan, LeaseTools tools) {
        LeaseKeeper keeper = new LeaseKeeper(plan, tools, Silence.INSTANCE);
        return new Kept(keeper, keeper::start, () -> keeper.stop(Duration.ofSeconds(2)));
    }

    Outcome run(int steps) {
        for (int number = 0; number < WORKERS; number++) {
            machines.add(machine("worker-" + number));
        }
        for (int step = 0; step < steps; step++) {
            mischief();
            truth.advance(Duration.ofMillis(1 + random.nextInt(400)));
            Optional<String> violation = act();
            if (violation.isPresent()) {
                return new Outcome(violation.map(what -> "step " + truth.now() + ": " + what), acts, holders);
            }
        }
        return new Outcome(Optional.empty(), acts, holders);
    }

    private void mischief() {
        int number = random.nextInt(WORKERS);
        SimNode node = machines.get(number).node();
        Duration length = Duration.ofMillis(random.nextInt(25_000));
        switch (random.nextInt(160)) {
            case 0 -> node.pause(length);
            case 1 -> node.sleep(length);
            case 2 -> node.stepWall(length);
            case 3 -> node.stepWall(length.negated());
            case 4 -> restart(number);
            case 5 -> plane.restart(length);
            case 6 -> plane.node().pause(length);
            case 7 -> plane.node().sleep(length);
            case 8 -> plane.node().stepWall(length);
            case 9, 10 -> machines.get(number).network().cut(length);
            default -> {}
        }
    }

    /** Half of the time by a clean stop, half of the time by a crash; then the same worker begins anew. */
    private void restart(int number) {
        Machine old = machines.get(number);
        if (random.nextBoolean() && !old.node().isStuck()) {
            old.kept().stop().run();
        }
        old.node().die();
        machines.set(number, machine(old.worker()));
    }

    private Machine machine(String worker) {
        SimNode node = node();
        SimNetwork network = new SimNetwork(truth, plane, node, worker, random);
        LeaseTools tools = new LeaseTools(network, node, new LeaseClock(node, node::uptime), random);
        Kept kept = keepers.make(new LeasePlan("resource", TTL, Optional.empty()), tools);
        kept.start().run();
        return new Machine(worker, node, network, kept);
    }

    private SimNode node() {
        return new SimNode(truth, uptime, 1 + DRIFT * (2 * random.nextDouble() - 1));
    }

    private Optional<String> act() {
        List<Machine> acting = machines.stream()
                .filter(machine -> !machine.node().isStuck())
                .filter(machine -> machine.kept().guard().holds())
                .toList();
        if (acting.size() > 1) {
            return Optional.of(acting.stream().map(Machine::worker).toList() + " act at once");
        }
        return acting.stream().findFirst().flatMap(this::actAlone);
    }

    private Optional<String> actAlone(Machine machine) {
        long generation = machine.kept().guard().generation().orElse(0);
        acts++;
        holders += lastHolder.equals(machine.worker()) ? 0 : 1;
        lastHolder = machine.worker();
        if (generation < highest) {
            return Optional.of(machine.worker() + " acts on generation " + generation + " after " + highest);
        }
        highest = generation;
        return Optional.empty();
    }

    private enum Silence implements LeaseListener {
        INSTANCE;

        @Override
        public void held(String resource, long generation) {}

        @Override
        public void lost(String resource, String why) {}

        @Override
        public void waiting(String resource, String why) {}
    }
}
