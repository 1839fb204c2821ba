package dev.stacyvm.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One line that says what is still running, rewritten as parts end and gone at the end; only where somebody watches. It
 * needs no control sequence but a carriage return, so that {@code NO_COLOR} changes nothing and any terminal can show it.
 */
final class Progress implements AutoCloseable {
    private final Terminal terminal;
    private final String what;
    private final int all;
    private final Set<String> open;
    private int width;

    private Progress(Terminal terminal, String what, List<String> parts) {
        this.terminal = terminal;
        this.what = what;
        this.all = parts.size();
        this.open = new LinkedHashSet<>(parts);
        show();
    }

    /** @param what is being done to the parts, such as {@code certifying} */
    static Progress of(Terminal terminal, String what, List<String> parts) {
        return new Progress(terminal, what, parts);
    }

    /** From any thread. */
    synchronized void done(String part) {
        if (open.remove(part)) {
            show();
        }
    }

    @Override
    public synchronized void close() {
        write("");
        open.clear();
    }

    private void show() {
        write(
                open.isEmpty()
                        ? ""
                        : what + " " + String.join(", ", open) + " (" + (all - open.size()) + " of " + all + " done)");
    }

    private void write(String line) {
        if (!terminal.watched()) {
            return;
        }
        terminal.err().print("\r" + line + " ".repeat(Math.max(0, width - line.length())) + "\r" + line);
        terminal.err().flush();
        width = line.length();
    }
}
