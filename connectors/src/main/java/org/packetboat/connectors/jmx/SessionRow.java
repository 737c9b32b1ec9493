package org.packetboat.connectors.jmx;

/**
 * A session under way; see {@link org.packetboat.engine.forward.SessionStatus}.
 *
 * @param envelope    the one being sent, empty if none is known
 * @param done        its bytes sent so far
 * @param size        its bytes in all
 * @param end         when it will be through if it goes on like this, empty as long as nobody can tell
 * @param port        the serial port's link or the socket's address, where that is known
 * @param number      what was dialled
 * @param direction   {@code calling} or {@code called}
 * @param rate        bytes per second that the line carries each way; 0 if not known
 * @param wireOut     bytes given to the line
 * @param wireIn      bytes that came from it
 * @param mailIn      bytes of messages that came in
 * @param resent      packets sent again
 * @param compression how mail is compressed
 * @param efficiency  mail in percent of what the line carries one way
 * @param parked      whether it waits for a reply while others have its place
 */
public record SessionRow(String site, String link, String began, int envelopes, long bytes, String envelope, long done,
        long size, String end, String port, String number, String direction, long rate, long wireOut, long wireIn,
        long mailIn, long resent, String compression, long efficiency, boolean parked) {}
