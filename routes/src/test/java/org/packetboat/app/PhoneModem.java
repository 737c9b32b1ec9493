package org.packetboat.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.packetboat.connectors.serial.practice.Pty;

/**
 * A modem of a {@link PhoneExchange}. It understands D, A, H, E and S0 of the AT commands, and says OK to all others;
 * {@code +++} takes it out of a call. When its program closes the port, or is killed, it hangs up, as for DTR. Each is
 * stepped by a thread of its own; the exchange is the lock for what two of them do to each other.
 */
final class PhoneModem implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 100;
    private static final Duration UNTIL_OPENED = Duration.ofMillis(20);
    /** From one ring to the next: in life some six seconds. */
    private static final Duration CADENCE = Duration.ofSeconds(1);
    private static final int PIECES_A_SECOND = 25;
    private static final int LONGEST_COMMAND = 200;
    private static final int NONE = -1;

    private final PhoneExchange exchange;
    private final String number;
    private final PhoneLine line;
    private final Pty pty = Pty.open();
    private final StringBuilder command = new StringBuilder();
    private final byte[] piece;
    private final Thread thread;
    private volatile boolean over;
    private boolean opened;
    private boolean echo = true;
    private boolean automatic;
    private boolean online;
    private Optional<PhoneModem> ringing = Optional.empty();
    private long nextRing;
    private Optional<PhoneModem> peer = Optional.empty();
    /** Of the call that it has made, on the bill. */
    private int call = NONE;
    private int answered;
    private long carried;
    private long rate;
    private long lineFree;

    PhoneModem(PhoneExchange exchange, String number, PhoneLine line) {
        this.exchange = exchange;
        this.number = number;
        this.line = line;
        this.piece = new byte[Math.max(1, line.rate() / PIECES_A_SECOND)];
        this.thread = Thread.ofPlatform().daemon().name("modem-" + number).start(this::run);
    }

    Path port() {
        return pty.path();
    }

    private void run() {
        while (!over) {
            int n = pty.read(piece, PATIENCE_MILLIS);
            if (n > 0) taken(Arrays.copyOf(piece, n));
            if (n < 0) {
                closed();
                LockSupport.parkNanos(UNTIL_OPENED.toNanos());
            }
            ringAgain();
        }
    }

    /** For as long as the caller waits: a program that was just opening the port may not have heard it before. */
    private void ringAgain() {
        synchronized (exchange) {
            ringing = ringing.filter(PhoneModem::isCalling);
            if (ringing.isEmpty() || System.nanoTime() - nextRing < 0) return;
            nextRing = System.nanoTime() + CADENCE.toNanos();
            say("RING");
            if (automatic) answer();
        }
    }

    private boolean isCalling() {
        return opened && call != NONE;
    }

    private void closed() {
        synchronized (exchange) {
            if (!opened) return;
            opened = false;
            command.setLength(0);
            hangUp();
        }
    }

    private void taken(byte[] bytes) {
        boolean talks;
        synchronized (exchange) {
            opened = true;
            talks = online;
        }
        if (talks) carry(bytes);
        else typed(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** As slowly as the line does. What is on its way when the call ends is lost. */
    private void carry(byte[] bytes) {
        if (new String(bytes, StandardCharsets.ISO_8859_1).equals("+++")) {
            synchronized (exchange) {
                online = false;
                say("OK");
            }
            return;
        }
        lineFree = Math.max(lineFree, System.nanoTime()) + TimeUnit.SECONDS.toNanos(bytes.length) / rate;
        for (long left = lineFree - System.nanoTime(); left > 0; left = lineFree - System.nanoTime())
            LockSupport.parkNanos(left);
        Optional<PhoneModem> far;
        synchronized (exchange) {
            far = peer.filter(_ -> online);
        }
        far.ifPresent(other -> other.pty.write(bytes));
        synchronized (exchange) {
            peer.ifPresent(other -> carried(other, bytes.length));
        }
    }

    /** Counted where the call came in. */
    private void carried(PhoneModem other, int bytes) {
        PhoneModem called = call == NONE ? this : other;
        called.carried += bytes;
        boolean fails = called.line.carries() > 0 && called.answered % 2 == 1;
        if (fails && called.carried > called.line.carries()) {
            say("NO CARRIER");
            hangUp();
        }
    }

    private void typed(String text) {
        for (char c : text.toCharArray()) {
            if (echo) pty.write(new byte[]{(byte) c});
            if (c == '\r') obey();
            else if (command.length() < LONGEST_COMMAND) command.append(c);
        }
    }

    private void obey() {
        String text = command.toString().strip().toUpperCase(Locale.ROOT);
        command.setLength(0);
        if (!text.startsWith("AT")) return;
        if (text.startsWith("ATD")) {
            dial(text.replaceFirst("ATD[TP]?", ""));
            return;
        }
        synchronized (exchange) {
            if (text.equals("ATA")) answer();
            else set(text);
        }
    }

    private void set(String text) {
        if (text.equals("ATZ")) automatic = false;
        if (text.contains("E0")) echo = false;
        if (text.contains("S0=")) automatic = !text.contains("S0=0");
        if (text.equals("ATH")) hangUp();
        say("OK");
    }

    private void dial(String wanted) {
        int mine = exchange.dialled(number, wanted);
        Optional<PhoneModem> called = exchange.subscriber(wanted);
        LockSupport.parkNanos(called.map(c -> c.line.answers()).orElse(Duration.ZERO).toNanos());
        synchronized (exchange) {
            Optional<String> refusal = called.map(PhoneModem::refusal).orElse(Optional.of("NO ANSWER"));
            if (refusal.isPresent()) {
                exchange.over(mine);
                say(refusal.get());
                return;
            }
            call = mine;
            called.get().rings(this);
        }
    }

    /** Why it can't be called now. */
    private Optional<String> refusal() {
        if (peer.isPresent() || ringing.isPresent()) return Optional.of("BUSY");
        return line.refusal().or(() -> Optional.of("NO ANSWER").filter(_ -> !opened));
    }

    private void rings(PhoneModem caller) {
        ringing = Optional.of(caller);
        nextRing = System.nanoTime();
    }

    private void answer() {
        Optional<PhoneModem> caller = ringing.filter(PhoneModem::isCalling);
        ringing = Optional.empty();
        if (caller.isEmpty()) {
            say("NO CARRIER");
            return;
        }
        answered++;
        exchange.through(caller.get().call);
        connect(caller.get());
        caller.get().connect(this);
    }

    private void connect(PhoneModem other) {
        peer = Optional.of(other);
        rate = Math.min(line.rate(), other.line.rate());
        carried = 0;
        online = true;
        say("CONNECT " + 10 * rate);
    }

    /** The call is over for both. */
    private void hangUp() {
        if (call != NONE) exchange.over(call);
        peer.ifPresent(other -> {
            if (other.call != NONE) exchange.over(other.call);
            other.free();
            other.say("NO CARRIER");
        });
        free();
    }

    private void free() {
        peer = Optional.empty();
        online = false;
        call = NONE;
    }

    private void say(String result) {
        pty.write(("\r\n" + result + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        pty.close();
    }
}
