package org.packetboat.protocols.milter;

import java.nio.ByteBuffer;

/**
 * What both sides have agreed on at the beginning.
 *
 * <pre>
 *  0         4         8        12
 *  +---------+---------+---------+
 *  | version | actions | steps   |   big-endian; behind it, in an answer, lists of macros that are wanted
 *  +---------+---------+---------+
 * </pre>
 *
 * @param version of the protocol, 2 to 6
 * @param actions what the filter may change
 * @param steps   what it need not be told, and where it gives no answer
 */
record Offer(int version, int actions, int steps) {
    static final int ADD_HEADERS = 0x01;
    static final int CHANGE_BODY = 0x02;
    static final int ADD_RECIPIENT = 0x04;
    static final int DELETE_RECIPIENT = 0x08;
    static final int CHANGE_HEADERS = 0x10;
    static final int QUARANTINE = 0x20;
    static final int CHANGE_SENDER = 0x40;
    static final int ADD_RECIPIENT_WITH_PARAMETERS = 0x80;
    private static final int ALL_ACTIONS = 0x1ff;

    static final int NO_CONNECT = 0x01;
    static final int NO_HELO = 0x02;
    static final int NO_MAIL = 0x04;
    static final int NO_RCPT = 0x08;
    static final int NO_BODY = 0x10;
    static final int NO_HEADERS = 0x20;
    static final int NO_END_OF_HEADERS = 0x40;
    static final int SILENT_HEADER = 0x80;
    private static final int NO_UNKNOWN = 0x100;
    static final int NO_DATA = 0x200;
    static final int SKIP = 0x400;
    static final int SILENT_CONNECT = 0x1000;
    static final int SILENT_HELO = 0x2000;
    static final int SILENT_MAIL = 0x4000;
    static final int SILENT_RCPT = 0x8000;
    static final int SILENT_DATA = 0x10000;
    private static final int SILENT_UNKNOWN = 0x20000;
    static final int SILENT_END_OF_HEADERS = 0x40000;
    static final int SILENT_BODY = 0x80000;
    static final int LEADING_SPACE = 0x100000;
    private static final int ALL_STEPS = NO_CONNECT | NO_HELO | NO_MAIL | NO_RCPT | NO_BODY | NO_HEADERS
            | NO_END_OF_HEADERS | SILENT_HEADER | NO_UNKNOWN | NO_DATA | SKIP | SILENT_CONNECT | SILENT_HELO
            | SILENT_MAIL | SILENT_RCPT | SILENT_DATA | SILENT_UNKNOWN | SILENT_END_OF_HEADERS | SILENT_BODY
            | LEADING_SPACE;
    private static final int OLDEST = 2;
    private static final int KNOWS_DATA = 4;
    private static final int BYTES = 12;

    /** What we offer. Recipients that we refuse ourselves are not told. */
    static final Offer OURS = new Offer(6, ALL_ACTIONS, ALL_STEPS);

    Packet packet() {
        return new Packet('O', ByteBuffer.allocate(BYTES).putInt(version).putInt(actions).putInt(steps).array());
    }

    /**
     * What a filter has taken of it. The macros that it wishes for are not looked at: it is told all that are known.
     *
     * @throws FilterTrouble if that is no answer, or more than was offered
     */
    Offer answered(Packet answer) {
        if (answer.command() != 'O' || answer.data().length < BYTES)
            throw new FilterTrouble("it did not answer the offer of options, but sent " + answer);
        ByteBuffer data = ByteBuffer.wrap(answer.data());
        Offer taken = new Offer(data.getInt(), data.getInt(), data.getInt());
        if (taken.version < OLDEST || taken.version > version)
            throw new FilterTrouble("it speaks version " + taken.version + " of the protocol; expected " + OLDEST
                    + " to " + version);
        if ((taken.actions & ~actions) != 0 || (taken.steps & ~steps) != 0)
            throw new FilterTrouble(String.format("it wants options that were not offered: actions 0x%x, steps 0x%x",
                    taken.actions & ~actions, taken.steps & ~steps));
        return taken;
    }

    boolean may(int action) {
        return (actions & action) != 0;
    }

    boolean has(int step) {
        return (steps & step) != 0;
    }

    /** Whether the filter has heard of DATA as a step of its own. */
    boolean knowsData() {
        return version >= KNOWS_DATA;
    }
}
