package org.packetboat.engine.link;

import java.time.Duration;

/**
 * What a session has carried since it began, and over which line. Told on the way and at the end; whoever knows nothing
 * of a figure leaves it 0 or empty.
 *
 * @param place       where it is held
 * @param wireOut     bytes given to the line
 * @param wireIn      bytes that came from the line
 * @param mailOut     bytes of messages that were settled
 * @param mailIn      bytes of messages that were taken in
 * @param packets     packets sent, those sent again not counted
 * @param resent      packets sent again
 * @param compression how mail was compressed and what came of it, for people
 */
public record SessionFigures(Place place, long wireOut, long wireIn, long mailOut, long mailIn, long packets,
        long resent, String compression) {
    /** Before anything is known. */
    public static final SessionFigures NONE = new SessionFigures(Place.UNKNOWN, 0, 0, 0, 0, 0, 0, "");

    /**
     * A line, as people know it.
     *
     * @param port   a serial port's link, or a socket's address
     * @param number what was dialled, if anything was
     * @param called whether the far side called us
     * @param rate   bytes per second that the line carries each way; 0 if nobody knows
     */
    public record Place(String port, String number, boolean called, long rate) {
        public static final Place UNKNOWN = new Place("", "", false, 0);
    }

    /** What a packet protocol knows. */
    public static SessionFigures ofPackets(long packets, long resent) {
        return new SessionFigures(Place.UNKNOWN, 0, 0, 0, 0, packets, resent, "");
    }

    public SessionFigures at(Place where) {
        return new SessionFigures(where, wireOut, wireIn, mailOut, mailIn, packets, resent, compression);
    }

    public SessionFigures withWire(long out, long in) {
        return new SessionFigures(place, out, in, mailOut, mailIn, packets, resent, compression);
    }

    public SessionFigures withMail(long out, long in) {
        return new SessionFigures(place, wireOut, wireIn, out, in, packets, resent, compression);
    }

    public SessionFigures compressed(String how) {
        return new SessionFigures(place, wireOut, wireIn, mailOut, mailIn, packets, resent, how);
    }

    /**
     * Mail carried, both ways together, in percent of what the line carries one way in that time: more than 100 where
     * it was full both ways, or the mail was compressed. 0 if the line's rate is not known.
     */
    public long efficiency(Duration lasted) {
        long possible = place.rate() * lasted.toMillis() / 1000;
        return possible == 0 ? 0 : 100 * (mailOut + mailIn) / possible;
    }

    /** For a log line, {@code key=value}. */
    public String text(Duration lasted) {
        String where = "port=" + place.port() + " number=" + place.number() + " direction=" + direction() + " rate="
                + place.rate();
        return (this.place.equals(Place.UNKNOWN) ? "" : where + " ") + "wire-out=" + wireOut + " wire-in=" + wireIn
                + " mail-out=" + mailOut + " mail-in=" + mailIn + " packets=" + packets + " resent=" + resent
                + (compression.isEmpty() ? "" : " compression=\"" + compression + "\"")
                + (place.rate() == 0 ? "" : " efficiency=" + efficiency(lasted) + "%");
    }

    /** Who called whom. */
    public String direction() {
        return place.called() ? "called" : "calling";
    }
}
