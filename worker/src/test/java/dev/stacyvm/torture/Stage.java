package dev.stacyvm.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One behaviour's time on the stage: what is done to the token file is done while a request waits for its answer, and what
 * the next ones carry is noted.
 */
final class Stage implements Judge {
    /** Something done to the file. */
    @FunctionalInterface
    interface Act {
        void run() throws IOException;
    }

    /**
     * How long to wait.
     *
     * @param patience for a request of somebody who ought to send one
     * @param window how long a bad state lasts at most
     * @param enough how many requests end it earlier
     */
    record Pace(Duration patience, Duration window, int enough) {}

    private final CheckingPlane plane;
    private final TokenFolder folder;
    private final Mint mint;
    private final Pace pace;
    // All below are guarded by this.
    private final Set<String> accepted = new HashSet<>();
    private final Set<String> retired = new HashSet<>();
    private final Set<String> foreign = new HashSet<>();
    private String inFile = "";
    private boolean followed = true;

    Stage(CheckingPlane plane, TokenFolder folder, Mint mint, Pace pace) {
        this.plane = plane;
        this.folder = folder;
        this.mint = mint;
        this.pace = pace;
    }

    TokenFolder folder() {
        return folder;
    }

    Path file() {
        return folder.file();
    }

    Mint mint() {
        return mint;
    }

    synchronized String current() {
        return inFile;
    }

    /** A whole token that nobody may send. */
    synchronized String foreign(String token) {
        foreign.add(token);
        return token;
    }

    /** Begins with a good token in a plain file. */
    void open() throws IOException {
        String first = mint.good();
        plane.judgeWith(this);
        complete(first);
        folder.clean(first);
    }

    /** A token that is accepted beside the current one. */
    String alsoGood() {
        String token = mint.good();
        synchronized (this) {
            accepted.add(token);
        }
        return token;
    }

    /** A completed replacement: from now on only {@code token} is accepted, and the very next request must carry it. */
    void swap(String token, Act act) throws IOException {
        plane.hold(pace.patience());
        act.run();
        complete(token);
        expect(token, plane.release(200));
    }

    /** A state of the file that holds no usable new token; the current one stays accepted. */
    void spoil(Act act) throws IOException {
        plane.hold(pace.patience());
        act.run();
        int from = plane.release(200);
        plane.awaitSent(from + pace.enough(), pace.window());
    }

    /** A replacement while a request is under way, which is then answered with 401. */
    void refuseAndSwap(String token, Act act) throws IOException {
        plane.hold(pace.patience());
        act.run();
        complete(token);
        expect(token, plane.release(401));
    }

    /** The token in the file is refused for a while. Whoever knocks much more often than before is not followed. */
    void refuse() {
        int before = plane.sent().size();
        plane.awaitSent(Integer.MAX_VALUE, pace.window());
        int usual = plane.sent().size() - before;
        synchronized (this) {
            accepted.remove(inFile);
            retired.add(inFile);
        }
        int from = plane.sent().size();
        plane.awaitSent(Integer.MAX_VALUE, pace.window());
        note(plane.sent().size() - from <= usual * 2 + 3);
    }

    Row row(String name) {
        List<Sent> sent = plane.sent();
        long rubbish = sent.stream().filter(Sent::isRubbish).count();
        long avoidable =
                sent.stream().filter(one -> one.kind() == Sent.Kind.STALE).count();
        synchronized (this) {
            return new Row(name, sent.size(), rubbish, avoidable, followed);
        }
    }

    @Override
    public synchronized Sent.Kind judge(String token) {
        if (accepted.contains(token)) {
            return Sent.Kind.GOOD;
        }
        if (token.isEmpty()) {
            return Sent.Kind.EMPTY;
        }
        if (retired.contains(token)) {
            return token.equals(inFile) ? Sent.Kind.REFUSED_WITH_REASON : Sent.Kind.STALE;
        }
        return foreign.contains(token) ? Sent.Kind.FOREIGN : Sent.Kind.TORN;
    }

    private synchronized void complete(String token) {
        retired.addAll(accepted);
        retired.remove(token);
        accepted.clear();
        accepted.add(token);
        inFile = token;
    }

    private void expect(String token, int from) {
        boolean came = plane.awaitSent(from + 1, pace.patience());
        note(came && plane.sent().get(from).token().equals(token));
    }

    private synchronized void note(boolean good) {
        followed &= good;
    }
}
