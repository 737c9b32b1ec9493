package org.packetboat.connectors.serial.practice;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One modem of a {@link PracticeLine}. It understands Z, E, D, A, H and S0 of the AT commands and says OK to the
 * others; {@code +++} by itself takes it out of a call. When its program closes the port it hangs up, as for DTR. Each
 * modem is stepped by one thread; the two of a line share one lock for what they do to each other.
 */
final class PracticeModem {
    private static final int PATIENCE_MILLIS = 20;
    private static final int PIECES_A_SECOND = 50;
    private static final int LONGEST_COMMAND = 200;
    private static final Duration RING_EVERY = Duration.ofSeconds(5);
    private static final Object EXCHANGE = new Object();

    private final Pty pty;
    private final PracticeTerms terms;
    private final SplittableRandom noise;
    private final byte[] piece;
    private final StringBuilder command = new StringBuilder();
    private PracticeModem other;
    private boolean echo = true;
    private boolean automatic;
    private boolean opened;
    private boolean ringing;
    private long rang;
    private volatile boolean online;
    private volatile boolean inCall;
    private long carried;
    private long lineFree = System.nanoTime();
    private volatile int calls;

    PracticeModem(Pty pty, PracticeTerms terms, long seed) {
        this.pty = pty;
        this.terms = terms;
        this.noise = new SplittableRandom(seed);
        this.piece = new byte[Math.max(1, terms.rate() / PIECES_A_SECOND)];
    }

    void connectTo(PracticeModem far) {
        other = far;
    }

    Path port() {
        return pty.path();
    }

    int calls() {
        return calls;
    }

    void close() {
        pty.close();
    }

    /** Takes what its program says. @return whether there may be more at once */
    boolean step() {
        int n = pty.read(piece, PATIENCE_MILLIS);
        synchronized (EXCHANGE) {
            if (ringing && System.nanoTime() - rang > RING_EVERY.toNanos()) ring();
            if (n < 0 && opened) {
                opened = false;
                command.setLength(0);
                hangUp(false);
            }
            if (n <= 0) return n == 0;
            opened = true;
            if (!online) command(new String(piece, 0, n, StandardCharsets.ISO_8859_1));
        }
        if (online) carry(Arrays.copyOf(piece, n));
        return true;
    }

    /** As slowly as the line does, and with its noise. */
    private void carry(byte[] bytes) {
        if (new String(bytes, StandardCharsets.ISO_8859_1).equals("+++")) {
            online = false;
            say("OK");
            return;
        }
        lineFree = Math.max(lineFree, System.nanoTime()) + TimeUnit.SECONDS.toNanos(bytes.length) / terms.rate();
        for (long left = lineFree - System.nanoTime(); left > 0; left = lineFree - System.nanoTime())
            LockSupport.parkNanos(left);
        for (int i = 0; i < bytes.length; i++) {
            for (int bit = 0; terms.errors() > 0 && bit < Byte.SIZE; bit++)
                if (noise.nextDouble() < terms.errors()) bytes[i] ^= (byte) (1 << bit);
        }
        if (inCall) other.pty.write(bytes);
        synchronized (EXCHANGE) {
            carried += bytes.length;
            if (terms.dropAfter() > 0 && carried + other.carried > terms.dropAfter()) hangUp(true);
        }
    }

    private void command(String typed) {
        for (char c : typed.toCharArray()) {
            if (echo) pty.write(new byte[]{(byte) c});
            if (c == '\r') run();
            else if (command.length() < LONGEST_COMMAND) command.append(c);
        }
    }

    private void run() {
        String text = command.toString().strip().toUpperCase(Locale.ROOT);
        command.setLength(0);
        if (!text.startsWith("AT")) return;
        if (text.startsWith("ATD")) dial();
        else if (text.equals("ATA")) answer();
        else set(text);
    }

    private void set(String text) {
        if (text.equals("ATZ")) automatic = false;
        if (text.contains("E0")) echo = false;
        if (text.contains("S0=")) automatic = !text.contains("S0=0");
        if (text.equals("ATH")) hangUp(false);
        say("OK");
    }

    private void dial() {
        if (!other.opened) say("NO ANSWER");
        else if (other.inCall) say("BUSY");
        else {
            other.ringing = true;
            other.ring();
            if (other.automatic) other.answer();
        }
    }

    private void ring() {
        rang = System.nanoTime();
        say("RING");
    }

    private void answer() {
        if (!ringing) {
            say("NO CARRIER");
            return;
        }
        ringing = false;
        calls++;
        for (PracticeModem modem : new PracticeModem[]{this, other}) {
            modem.say("CONNECT " + terms.speed());
            modem.carried = 0;
            modem.inCall = true;
            modem.online = true;
        }
    }

    /** @param lost whether the line was lost, which both modems tell */
    private void hangUp(boolean lost) {
        other.ringing = false;
        if (!inCall) return;
        if (lost) say("NO CARRIER");
        other.say("NO CARRIER");
        for (PracticeModem modem : new PracticeModem[]{this, other}) {
            modem.inCall = false;
            modem.online = false;
        }
    }

    private void say(String result) {
        pty.write(("\r\n" + result + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
