package dev.stacyvm.probe;

import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Runs the programs of live trials. What a trial made is away when it ends, also when it is told to end. */
final class TrialPrograms {
    private final WorkerExecutor looks;
    private final Commands commands;
    private final Time time;
    private final Path temporary;
    private final Set<Future<?>> running = ConcurrentHashMap.newKeySet();

    /** @param temporary the folder in which trials make folders of their own */
    TrialPrograms(WorkerExecutor looks, Commands commands, Time time, Path temporary) {
        this.temporary = temporary;
        this.looks = looks;
        this.commands = commands;
        this.time = time;
    }

    /** What one trial made. */
    interface Stage {
        void remove() throws IOException;
    }

    /** Makes it, or fails and leaves nothing. */
    interface Making<S extends Stage> {
        S in(Path temporary) throws IOException;
    }

    /** How a trial's program ended, and how long it took. */
    record Ran(CommandReading reading, Duration took) {}

    /**
     * Sweeps what dead runs left, makes what the trial needs, uses it and removes it. Fails as making it fails.
     *
     * @param folders where trials make files, beside the temporary folder
     * @param make given the temporary folder
     */
    <S extends Stage, T> Future<T> use(List<Path> folders, Making<S> make, Function<S, Future<T>> trial) {
        Callable<S> made = () -> {
            TrialMark.sweep(temporary, time.now());
            folders.forEach(folder -> TrialMark.sweep(folder, time.now()));
            return make.in(temporary);
        };
        Future<T> ending = looks.executeBlocking(made, false)
                .compose(stage -> trial.apply(stage).eventually(() -> away(stage)));
        running.add(ending);
        return ending.onComplete(done -> running.remove(ending));
    }

    /** Runs a program of the trial; its environment is this and the trial's mark. */
    Future<Ran> run(TrialMark mark, List<String> argv, Map<String, String> environment, Path folder, Duration limit) {
        Map<String, String> marked = new HashMap<>(environment);
        marked.put(TrialMark.VARIABLE, mark.name());
        long start = time.nanos();
        return commands.run(new CommandLine(argv, Optional.empty(), marked, folder, limit))
                .map(reading -> new Ran(reading, time.since(start)));
    }

    <T> Future<T> look(Callable<T> look) {
        return looks.executeBlocking(look, false);
    }

    /** Ends what runs; the future ends when all of it is away. */
    Future<Void> stop() {
        commands.stop();
        return Future.join(List.copyOf(running)).otherwiseEmpty().mapEmpty();
    }

    private Future<Boolean> away(Stage stage) {
        return look(() -> {
            stage.remove();
            return true;
        });
    }
}
