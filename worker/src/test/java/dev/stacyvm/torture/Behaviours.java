package dev.stacyvm.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Every way in which token files are known to change. */
final class Behaviours {
    private static final int HUGE = 5 * 1024 * 1024;
    private static final int BINARY = 300;

    private Behaviours() {}

    /**
     * All, each once.
     *
     * @param readsAll whether the reader may read any file, as root may: then no mode makes one unreadable, and that row
     *     would show nothing
     */
    static List<Behaviour> of(boolean readsAll) {
        List<Behaviour> all = new ArrayList<>(replacements());
        all.addAll(interrupted());
        if (!readsAll) {
            all.add(unreadable());
        }
        all.addAll(contents());
        all.addAll(thingsThatAreNoFile());
        all.addAll(tokens());
        all.addAll(refusals());
        return all;
    }

    private static List<Behaviour> replacements() {
        return List.of(
                swap("rename", TokenFolder::rename),
                swap("rename, time preserved", TokenFolder::renameKeepingTime),
                new Behaviour("two writes in one tick", stage -> {
                    replace(stage, TokenFolder::writeInOneTick);
                    replace(stage, TokenFolder::writeInOneTick);
                }),
                new Behaviour("Kubernetes link swap", stage -> {
                    stage.spoil(() -> stage.folder().linkInto("..v1", stage.current()));
                    replace(stage, (folder, token) -> {
                        Files.writeString(
                                Files.createDirectory(folder.mount().resolve("..v2"))
                                        .resolve("token"),
                                token);
                        folder.point("..data", "..v2");
                        TokenFolder.delete(folder.mount().resolve("..v1"));
                    });
                }),
                swap("folder replaced", TokenFolder::replaceFolder),
                swap("CRLF at the end", (folder, token) -> folder.rename(token + "\r\n")));
    }

    private static List<Behaviour> interrupted() {
        return List.of(
                new Behaviour("link visible before the file", stage -> {
                    stage.spoil(() -> stage.folder().linkInto("..v1", stage.current()));
                    stage.spoil(() -> {
                        Files.createDirectory(stage.folder().mount().resolve("..v2"));
                        stage.folder().point("..data", "..v2");
                    });
                    replace(
                            stage,
                            (folder, token) -> Files.writeString(
                                    folder.mount().resolve("..v2").resolve("token"), token));
                }),
                new Behaviour("truncate, write in halves", stage -> {
                    String next = stage.mint().good();
                    stage.spoil(() -> stage.folder().write(""));
                    stage.spoil(() -> stage.folder().append(next.substring(0, next.length() / 2)));
                    stage.swap(next, () -> stage.folder().append(next.substring(next.length() / 2)));
                }),
                spoil("append", (stage, next) -> () -> stage.folder().append("\n" + next)),
                new Behaviour("delete and recreate", stage -> {
                    stage.spoil(() -> Files.delete(stage.file()));
                    replace(stage, TokenFolder::write);
                }));
    }

    private static Behaviour unreadable() {
        return new Behaviour("chmod 000", stage -> {
            stage.spoil(
                    () -> Files.setPosixFilePermissions(stage.file(), PosixFilePermissions.fromString("---------")));
            replace(stage, TokenFolder::rename);
        });
    }

    static boolean thisUserReadsAll() {
        return System.getProperty("user.name").equals("root");
    }

    private static List<Behaviour> contents() {
        return List.of(
                spoil("empty", (stage, next) -> () -> stage.folder().rename("")),
                spoil("whitespace", (stage, next) -> () -> stage.folder().rename(" \r\n\t\n")),
                spoil("byte order mark", (stage, next) -> () -> stage.folder().rename("\uFEFF" + next)),
                spoil("NUL bytes", (stage, next) -> () -> stage.folder().rename(next + "\0\0\0")),
                spoil("binary", (stage, next) -> () -> stage.folder().write(noise())),
                spoil("5 MB", (stage, next) -> () -> stage.folder().write(next + "x".repeat(HUGE))));
    }

    private static List<Behaviour> thingsThatAreNoFile() {
        return List.of(
                new Behaviour("directory", stage -> {
                    stage.spoil(() -> {
                        Files.delete(stage.file());
                        Files.createDirectory(stage.file());
                    });
                    replace(stage, TokenFolder::clean);
                }),
                spoil("FIFO", (stage, next) -> () -> stage.folder().fifo()),
                spoil("link loop", (stage, next) -> () -> stage.folder().point("token", "token")));
    }

    private static List<Behaviour> tokens() {
        return List.of(
                new Behaviour("older token written back", stage -> {
                    String older = stage.current();
                    String newer = stage.alsoGood();
                    stage.spoil(() -> stage.folder().rename(newer));
                    stage.spoil(() -> stage.folder().rename(older));
                    replace(stage, TokenFolder::rename);
                }),
                foreign("expired", Mint::expired),
                foreign("not yet valid", Mint::early),
                foreign("another worker's", Mint::anothers));
    }

    private static List<Behaviour> refusals() {
        return List.of(
                new Behaviour("401, the file has changed", stage -> {
                    String next = stage.mint().good();
                    stage.refuseAndSwap(next, () -> stage.folder().rename(next));
                }),
                new Behaviour("401, the same file", stage -> {
                    stage.refuse();
                    replace(stage, TokenFolder::rename);
                }));
    }

    /** A way to put a token into a folder. */
    @FunctionalInterface
    private interface Put {
        void put(TokenFolder folder, String token) throws IOException;
    }

    private static void replace(Stage stage, Put put) throws IOException {
        String next = stage.mint().good();
        stage.swap(next, () -> put.put(stage.folder(), next));
    }

    private static Behaviour swap(String name, Put put) {
        return new Behaviour(name, stage -> replace(stage, put));
    }

    private static Behaviour spoil(String name, BiFunction<Stage, String, Stage.Act> act) {
        return new Behaviour(name, stage -> {
            stage.spoil(act.apply(stage, stage.mint().good()));
            replace(stage, TokenFolder::rename);
        });
    }

    private static Behaviour foreign(String name, Function<Mint, String> token) {
        return new Behaviour(name, stage -> {
            String bad = stage.foreign(token.apply(stage.mint()));
            stage.spoil(() -> stage.folder().rename(bad));
            replace(stage, TokenFolder::rename);
        });
    }

    private static byte[] noise() {
        byte[] bytes = new byte[BINARY];
        new Random(BINARY).nextBytes(bytes);
        System.arraycopy("\n\r".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, 2);
        return bytes;
    }
}
