package dev.stacyvm.torture;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Plays every behaviour against one victim. */
final class Torture {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);

    private final CheckingPlane plane;
    private final TokenFolder folder;
    private final Stage.Pace pace;
    private final Mint mint = new Mint();

    Torture(CheckingPlane plane, TokenFolder folder, Stage.Pace pace) {
        this.plane = plane;
        this.folder = folder;
        this.pace = pace;
    }

    /** All rows, each told as it ends. */
    List<Row> run(Victim victim, List<Behaviour> behaviours, Consumer<Row> told) throws IOException {
        List<Row> rows = new ArrayList<>();
        try {
            for (Behaviour behaviour : behaviours) {
                Row row = play(victim, behaviour);
                rows.add(row);
                told.accept(row);
            }
        } finally {
            victim.stop();
        }
        return rows;
    }

    private Row play(Victim victim, Behaviour behaviour) throws IOException {
        Stage stage = new Stage(plane, folder, mint, pace);
        stage.open();
        if (!victim.isAlive() || !plane.awaitGood(pace.patience())) {
            // One that never reads again begins anew, so that the row shows this behaviour alone.
            victim.stop();
            victim.start();
            if (!plane.awaitGood(START_LIMIT)) {
                return new Row(behaviour.name(), 0, 0, 0, false);
            }
        }
        plane.forget();
        behaviour.script().play(stage);
        return stage.row(behaviour.name());
    }
}
