package org.packetboat.engine.calls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A call that was made, as it is kept for a day:
 *
 * <pre>
 * META key    "call" | 00 | number 8, big-endian
 * META value  version 1 = 1 | state 1 | began, age time in ms 8 | lasted so far in ms 8 |
 *             site UTF-8 | 00 | number or site UTF-8 | 00 | link UTF-8
 * </pre>
 */
final class CountedCall {
    static final byte[] FIRST_KEY = "call\0".getBytes(StandardCharsets.UTF_8);
    static final byte[] END_KEY = "call\1".getBytes(StandardCharsets.UTF_8);
    private static final int VERSION = 1;
    private static final int TEXTS = 18;
    private static final int PARTS = 3;

    /** On disk by its place; what is timed is written from time to time while it is under way. */
    private enum State {
        OVER, UNDER_WAY, TIMED
    }

    private final long number;
    private final Callee callee;
    private long began;
    private long lasted;
    private State state;

    private CountedCall(long number, Callee callee, long began, long lasted, State state) {
        this.number = number;
        this.callee = callee;
        this.began = began;
        this.lasted = lasted;
        this.state = state;
    }

    /** One that begins. @param timed whether it counts how long it lasts, also if the server is killed meanwhile */
    static CountedCall begun(long number, Callee callee, long now, boolean timed) {
        return new CountedCall(number, callee, now, 0, timed ? State.TIMED : State.UNDER_WAY);
    }

    /** @throws RuntimeException if it is damaged, or of a later version */
    static CountedCall read(byte[] key, byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        if (in.get() != VERSION) throw new IllegalStateException("a call of another version");
        State state = State.values()[in.get()];
        long began = in.getLong();
        long lasted = in.getLong();
        String[] names = new String(value, TEXTS, value.length - TEXTS, StandardCharsets.UTF_8).split("\0", PARTS);
        return new CountedCall(ByteBuffer.wrap(key).getLong(FIRST_KEY.length),
                new Callee(names[0], names[1], names[2]), began, lasted, state);
    }

    static byte[] key(long number) {
        return ByteBuffer.allocate(FIRST_KEY.length + Long.BYTES).put(FIRST_KEY).putLong(number).array();
    }

    byte[] value() {
        byte[] names = String.join("\0", callee.site(), callee.far(), callee.link()).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(TEXTS + names.length).put((byte) VERSION).put((byte) state.ordinal())
                .putLong(began).putLong(lasted).put(names).array();
    }

    long number() {
        return number;
    }

    Callee callee() {
        return callee;
    }

    long began() {
        return began;
    }

    /** How long so far, in ms. */
    long lasted(long now) {
        return isUnderWay() ? Math.max(lasted, now - began) : lasted;
    }

    /** When it ended; now, if it has not. */
    long ended(long now) {
        return Math.min(now, began + lasted(now));
    }

    boolean isUnderWay() {
        return state != State.OVER;
    }

    boolean isTimed() {
        return state == State.TIMED;
    }

    /** It counts from now on how long it lasts. */
    void time() {
        if (isUnderWay()) state = State.TIMED;
    }

    /** So long so far. */
    void seen(long now) {
        lasted = lasted(now);
    }

    /** It is over. @param reached whether it reached anybody; else it costs no minutes */
    void end(boolean reached, long now) {
        lasted = reached ? lasted(now) : 0;
        state = State.OVER;
    }

    /**
     * The server starts. What was under way when it was killed lasted until it was seen last, or a little longer. What
     * begins in the future was made now.
     *
     * @param more how much longer at most
     * @return whether that changed anything
     */
    boolean afterStart(Duration more, long now) {
        boolean right = !isUnderWay() && began <= now;
        if (isTimed()) lasted += more.toMillis();
        lasted = Math.clamp(lasted, 0, Duration.ofDays(1).toMillis());
        began = Math.min(began, now);
        state = State.OVER;
        return !right;
    }
}
