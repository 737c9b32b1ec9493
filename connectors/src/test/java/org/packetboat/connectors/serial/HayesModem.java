package org.packetboat.connectors.serial;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.packetboat.connectors.serial.device.ModemLines;
import org.packetboat.connectors.serial.device.PortSettings;
import org.packetboat.connectors.serial.practice.Pty;
import org.packetboat.protocols.modem.ModemSettings;

/**
 * A modem at the far end of a pseudo-terminal, and the telephone exchange behind it: a number leads to a report, or to
 * another modem. It understands AT commands with Z, E, V, S, D, A, H; everything else is OK, except what was said to be
 * an error. When the program closes its port, it hangs up, as for DTR. What real modems do wrong can be had to order.
 */
public final class HayesModem implements AutoCloseable {
    static final Map<String, String> NUMERIC = Map.of("OK", "0", "CONNECT", "1", "RING", "2", "NO CARRIER", "3",
            "ERROR", "4", "NO DIALTONE", "6", "BUSY", "7", "NO ANSWER", "8", "CONNECT 2400", "10");

    public final Pty pty = Pty.open();
    final List<String> commands = new CopyOnWriteArrayList<>();
    /** What a number leads to: a report, or several with line ends between, or the empty text for none at all. */
    final Map<String, String> reports = new ConcurrentHashMap<>();
    public final Map<String, HayesModem> subscribers = new ConcurrentHashMap<>();
    final BlockingQueue<String> hangUps = new LinkedBlockingQueue<>();
    volatile boolean off;
    volatile boolean echo = true;
    volatile boolean verbose = true;
    public volatile boolean automatic;
    public volatile String connect = "CONNECT 2400";
    volatile Optional<HayesModem> peer = Optional.empty();
    private volatile Optional<HayesModem> caller = Optional.empty();
    /** Runs when a call comes through to this modem. */
    public volatile Runnable onCall = () -> {};
    /** It stays in a call though DTR went down, as with &D0. */
    volatile boolean ignoresDtr;
    /** It takes +++ for text, as with S2=255. */
    volatile boolean ignoresEscape;
    /** DCD is always up, as with &C0. */
    volatile boolean carrierAlways;
    /** It has no profiles: ATZ is an error, AT&F is not. */
    volatile boolean onlyFactory;
    /** It takes so many commands before it answers the first of them. */
    volatile int slow;
    private volatile boolean running = true;
    private final StringBuilder line = new StringBuilder();
    private boolean open;
    private final Thread thread = Thread.ofPlatform().daemon().name("hayes").start(this::run);

    /**
     * What a program has to know of such a modem, with short pauses.
     *
     * @param forEachAnswer how long it may take; a minute is enough on a busy machine
     */
    static ModemSettings settings(Duration forEachAnswer) {
        ModemSettings hayes = ModemSettings.hayes();
        return new ModemSettings(hayes.init(), Map.of(), hayes.dial(), "", 0, Duration.ofMillis(50),
                Duration.ofMinutes(1), forEachAnswer, Duration.ofMillis(60), 1);
    }

    /** The port that it is at. */
    PortSettings port() {
        return new PortSettings(pty.path(), 115_200, false);
    }

    private void run() {
        byte[] piece = new byte[1024];
        while (running) {
            int n = pty.read(piece, 20);
            if (n > 0) take(new String(piece, 0, n, StandardCharsets.ISO_8859_1));
            if (n < 0 && open) portClosed();
            open = n > 0 || open && n == 0;
            if (n < 0) pause();
        }
    }

    private static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }

    private void portClosed() {
        line.setLength(0);
        if (!ignoresDtr) hangUp("closed");
    }

    /** DTR and DCD, for a port that has them. */
    ModemLines lines() {
        return new ModemLines() {
            @Override
            public boolean raiseDtr() {
                return true;
            }

            @Override
            public void lowerDtr() {
                if (!ignoresDtr) hangUp("DTR");
            }

            @Override
            public boolean hearsCarrier() {
                return carrierAlways || peer.isPresent() || held.isPresent();
            }
        };
    }

    /** It is in a call with another one from before. */
    void isInCallWith(HayesModem other) {
        peer = Optional.of(other);
        other.peer = Optional.of(this);
    }

    private void take(String text) {
        if (off) return;
        if (peer.isPresent()) {
            if (text.equals("+++") && !ignoresEscape) {
                HayesModem other = peer.get();
                held = Optional.of(other);
                peer = Optional.empty();
                report("OK");
            } else {
                peer.get().deliver(text);
            }
            return;
        }
        for (char c : text.toCharArray()) {
            if (echo) raw(String.valueOf(c));
            if (c == '\r') command();
            else line.append(c);
        }
    }

    private volatile Optional<HayesModem> held = Optional.empty();

    private void command() {
        String command = line.toString().strip().toUpperCase(java.util.Locale.ROOT);
        line.setLength(0);
        if (command.isEmpty()) return;
        commands.add(command);
        if (!command.startsWith("AT")) return;
        if (command.startsWith("ATD")) dial(command.substring(3).replaceAll("[TP]", ""));
        else if (command.equals("ATA")) answer();
        else set(command);
    }

    private void set(String command) {
        if (command.contains("E0")) echo = false;
        if (command.contains("V0")) verbose = false;
        if (command.contains("S0=1")) automatic = true;
        if (command.equals("ATH")) hangUp("ATH");
        boolean refused = command.contains("!") || onlyFactory && command.equals("ATZ");
        if (slow-- <= 0) report(refused ? "ERROR" : "OK");
    }

    private void dial(String number) {
        HayesModem called = subscribers.get(number);
        if (called != null) called.ring(this);
        else reports.getOrDefault(number, "NO ANSWER").lines().forEach(this::report);
    }

    /** Somebody calls. */
    void ring(HayesModem from) {
        caller = Optional.of(from);
        report("RING");
        if (automatic) answer();
    }

    private void answer() {
        Optional<HayesModem> from = caller;
        caller = Optional.empty();
        if (from.isEmpty()) {
            report("NO CARRIER");
            return;
        }
        report(connect);
        from.get().report(from.get().connect);
        peer = from;
        from.get().peer = Optional.of(this);
        onCall.run();
    }

    /** The line between two modems that are connected goes dead. */
    public void dropCarrier() {
        HayesModem other = peer.orElseThrow();
        peer = Optional.empty();
        other.peer = Optional.empty();
        report("NO CARRIER");
        other.report("NO CARRIER");
    }

    private void hangUp(String how) {
        Optional<HayesModem> other = peer.or(() -> held);
        peer = Optional.empty();
        held = Optional.empty();
        other.ifPresent(o -> {
            o.peer = Optional.empty();
            o.report("NO CARRIER");
            hangUps.add(how);
        });
    }

    /** Bytes from the other modem. */
    void deliver(String text) {
        raw(text);
    }

    void report(String result) {
        raw(verbose ? "\r\n" + result + "\r\n" : NUMERIC.getOrDefault(result, result) + "\r");
    }

    private void raw(String text) {
        pty.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Waits until the program has given this command. */
    public void awaitCommand(String command) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!commands.contains(command)) {
            if (System.nanoTime() > end) throw new AssertionError("only " + commands);
            pause();
        }
    }

    String awaitHangUp() throws InterruptedException {
        return Optional.ofNullable(hangUps.poll(10, TimeUnit.SECONDS)).orElse("never");
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        pty.close();
    }
}
