package org.packetboat.connectors.jmx;

/**
 * A route; see {@link org.packetboat.engine.node.RouteStatus}. Empty texts where there is nothing to say.
 *
 * @param mail  bytes of messages that sessions with its site carried since the start, both ways
 * @param wire  bytes that went over the line for it
 * @param ratio bytes of mail for each byte on the line: more than 1 where compression saved something
 * @param calls   that were made to its site in the last 24 hours, over lines or where they are limited
 * @param minutes how long they lasted, in minutes begun
 * @param price      what a minute and a megabyte of a call cost that begins now, or when the window opens next
 * @param priceUntil when they cost something else; empty if they don't in the week after that
 * @param callCost   what that call costs if it takes all that waits
 * @param data       what is used of what a month includes, such as {@code 12.3 of 500 MB}
 * @param dataUntil  when that month is over
 */
public record RouteRow(String site, String domains, String link, String window, String state, int hops, String opens,
        String closes, long depth, boolean inSession, String lastReply, long mail, long wire,
        double ratio, long calls, long minutes, String price, String priceUntil,
        String callCost, String data, String dataUntil) {}
