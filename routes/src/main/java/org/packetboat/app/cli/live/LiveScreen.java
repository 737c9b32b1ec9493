package org.packetboat.app.cli.live;

import java.io.Console;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/**
 * A whole terminal, drawn again and again. It is as it was before once this is closed, or the process is ended by a
 * signal: its modes, the cursor, and what stood on it. Only a process that is killed (SIGKILL) leaves it behind.
 */
public final class LiveScreen implements AutoCloseable {
    private static final int CTRL_C = 3;
    private static final int CTRL_D = 4;
    private static final int END = -1;

    private final Terminal terminal;
    private final Display display;
    private final Attributes before;
    private final boolean colour;
    private final AtomicBoolean left = new AtomicBoolean();
    private final Thread atExit = new Thread(this::leave, "terminal");

    /** Takes a terminal over. @param colour whether lines may be coloured */
    LiveScreen(Terminal terminal, boolean colour) {
        this.terminal = terminal;
        this.colour = colour;
        Runtime.getRuntime().addShutdownHook(atExit);
        before = terminal.enterRawMode();
        Attributes keys = terminal.getAttributes();
        keys.setLocalFlag(Attributes.LocalFlag.ISIG, false); // Ctrl-C and Ctrl-Z are keys: nobody stops us half drawn
        terminal.setAttributes(keys);
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        display = new Display(terminal, true);
    }

    /** The terminal that this program runs in; empty if there is none. NO_COLOR (no-color.org) is respected. */
    public static Optional<LiveScreen> open() {
        Console console = System.console();
        if (console == null || !console.isTerminal()) return Optional.empty();
        try {
            Terminal terminal = TerminalBuilder.builder().system(true).dumb(false).nativeSignals(false).build();
            return Optional.of(new LiveScreen(terminal, System.getenv().getOrDefault("NO_COLOR", "").isEmpty()));
        } catch (IOException | IllegalStateException e) {
            return Optional.empty(); // then it is shown as to a file
        }
    }

    /** Of what is shown next; 80 by 24 if the terminal does not say. */
    private Size size() {
        Size size = terminal.getSize();
        return size.getColumns() > 0 && size.getRows() > 0 ? size : Size.of(80, 24);
    }

    /** Shows a server instead of what was shown last. @param before the same one a while ago */
    public void show(ServerNow now, Optional<ServerNow> before) {
        Size size = size();
        show(new TopFrame(size.getColumns(), size.getRows(), ZoneId.systemDefault()).lines(now, before));
    }

    /** Shows a line instead of what was shown last. */
    public void say(String line) {
        show(List.of(new AttributedString(line)));
    }

    /** Shows these lines instead of the last ones. */
    void show(List<AttributedString> lines) {
        Size size = size();
        display.resize(size);
        display.update(lines.stream().map(line -> colour ? line : new AttributedString(line.toString())).toList(), 0);
        terminal.flush();
    }

    /** Whether somebody presses a key within that time to leave: q, Ctrl-C, Ctrl-D; or has closed the terminal. */
    public boolean isLeft(Duration within) {
        try {
            int key = terminal.reader().read(within.toMillis());
            return key == 'q' || key == 'Q' || key == CTRL_C || key == CTRL_D || key == END;
        } catch (IOException gone) {
            return true;
        }
    }

    @Override
    public void close() {
        leave();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // then the hook has nothing left to do
        }
    }

    private void leave() {
        if (!left.compareAndSet(false, true)) return;
        try {
            terminal.puts(Capability.cursor_visible);
            terminal.puts(Capability.exit_ca_mode);
            terminal.flush();
            terminal.setAttributes(before);
            terminal.close();
        } catch (IOException | RuntimeException gone) {
            // the terminal went away first; there is nothing left to restore
        }
    }
}
