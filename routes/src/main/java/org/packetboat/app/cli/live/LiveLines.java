package org.packetboat.app.cli.live;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/**
 * Lines that change in place on a terminal. Elsewhere the headline alone is printed, each time that it differs from the
 * last one.
 */
public final class LiveLines implements AutoCloseable {
    private static final int PLAIN_ROWS = 10_000;

    private final PrintWriter out;
    private final Optional<Terminal> terminal;
    private final Optional<Display> display;
    private String last = "";
    private int shown;

    private LiveLines(PrintWriter out, Optional<Terminal> terminal) {
        this.out = out;
        this.terminal = terminal;
        this.display = terminal.map(t -> new Display(t, false));
    }

    /** @param out where to print if this is no terminal */
    public static LiveLines to(PrintWriter out) {
        return new LiveLines(out, terminal());
    }

    private static Optional<Terminal> terminal() {
        Console console = System.console();
        if (console == null || !console.isTerminal()) return Optional.empty();
        try {
            Terminal terminal = TerminalBuilder.builder().system(true).dumb(false).nativeSignals(false).build();
            return terminal.getSize().getColumns() > 0 && terminal.getSize().getRows() > 2
                    ? Optional.of(terminal)
                    : Optional.empty();
        } catch (IOException | IllegalStateException e) {
            return Optional.empty(); // then it is shown as to a file
        }
    }

    /** How many lines may stand below the headline. */
    public int room() {
        return terminal.map(t -> t.getSize().getRows() - 2).orElse(PLAIN_ROWS);
    }

    /** Shows these lines instead of the last ones. */
    public void show(String headline, List<String> below) {
        if (display.isEmpty()) {
            if (!headline.equals(last)) out.println(headline);
            out.flush();
        } else {
            draw(terminal.orElseThrow(), Stream.concat(Stream.of(headline), below.stream()).toList());
        }
        last = headline;
    }

    private void draw(Terminal on, List<String> lines) {
        int width = on.getSize().getColumns();
        shown = lines.size();
        display.orElseThrow().resize(on.getSize());
        display.orElseThrow().update(lines.stream().map(l -> new AttributedString(shortened(l, width))).toList(), 0);
    }

    private static String shortened(String line, int width) {
        return line.length() < width ? line : line.substring(0, width - 1);
    }

    /** Leaves what was shown last, and goes on below it. */
    @Override
    public void close() {
        terminal.ifPresent(this::leave);
    }

    /** The cursor stands on the first line. */
    private void leave(Terminal on) {
        try {
            on.writer().print("\r\n".repeat(shown));
            on.writer().flush();
            on.close();
        } catch (IOException e) {
            // the terminal went away first; there is nothing left to close
        }
    }
}
