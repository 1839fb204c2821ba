package dev.stacyvm.torture;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tortures a command: {@code TokenTorture [--as USER] [--rotations N --requests N] -- COMMAND…}. Exit status 0 when all is green, 1
 * when something is red, 2 when the command line is wrong.
 */
final class TokenTorture {
    private static final Stage.Pace PACE = new Stage.Pace(Duration.ofSeconds(5), Duration.ofMillis(700), 4);
    private static final String USAGE =
            "usage: token-torture [--as USER] [--rotations N] [--requests N] -- COMMAND with {file} and {url} in it";

    /** What was asked for. */
    private record Order(boolean readsAll, long rotations, long requests, List<String> command) {
        static Order of(List<String> words) {
            int end = words.indexOf("--");
            List<String> command = end < 0 ? List.of() : words.subList(end + 1, words.size());
            boolean complete = command.stream().anyMatch(word -> word.contains("{file}"))
                    && command.stream().anyMatch(word -> word.contains("{url}"));
            if (!complete || end % 2 != 0) {
                throw new IllegalArgumentException(USAGE);
            }
            Optional<String> user = value(words, end, "--as");
            return new Order(
                    Behaviours.thisUserReadsAll() && user.isEmpty(),
                    number(words, end, "--rotations"),
                    number(words, end, "--requests"),
                    user.map(name -> as(name, command)).orElse(command));
        }

        private static List<String> as(String user, List<String> command) {
            return Stream.concat(Stream.of("setpriv", "--reuid", user, "--clear-groups"), command.stream())
                    .toList();
        }

        private static long number(List<String> words, int end, String option) {
            return value(words, end, option).map(Long::parseLong).orElse(0L);
        }

        private static Optional<String> value(List<String> words, int end, String option) {
            int at = words.subList(0, end).indexOf(option);
            return at < 0 ? Optional.empty() : Optional.of(words.get(at + 1));
        }
    }

    private TokenTorture() {}

    public static void main(String... words) throws IOException {
        Order order;
        try {
            order = Order.of(Arrays.asList(words));
        } catch (IllegalArgumentException wrong) {
            System.err.println("token-torture: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        System.exit(run(order) ? 0 : 1);
    }

    private static boolean run(Order order) throws IOException {
        Path root = Files.createTempDirectory(
                "token-torture", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (CheckingPlane plane = new CheckingPlane(vertx)) {
            TokenFolder folder = new TokenFolder(root);
            Path log = root.resolve("log");
            Victim victim = new CommandVictim(order.command(), folder.file(), plane.url(), log);
            System.out.println("what the command prints: " + log);
            if (order.readsAll()) {
                System.out.println("left out, because root reads every file: chmod 000; add --as USER, such as nobody");
            }
            System.out.println(Row.head());
            List<Row> rows = new Torture(plane, folder, PACE)
                    .run(victim, Behaviours.of(order.readsAll()), row -> System.out.println(row.line()));
            long green = rows.stream().filter(Row::isGreen).count();
            System.out.println(green + " of " + rows.size() + " green");
            return green == rows.size() && (order.rotations() == 0 || storm(order, plane, folder, victim));
        } finally {
            vertx.close();
        }
    }

    private static boolean storm(Order order, CheckingPlane plane, TokenFolder folder, Victim victim)
            throws IOException {
        Storm.Outcome outcome = new Storm(plane, folder).run(victim, order.rotations(), order.requests());
        System.out.println(outcome);
        return outcome.refused() == 0;
    }
}
