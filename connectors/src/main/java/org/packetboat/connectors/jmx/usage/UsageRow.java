package org.packetboat.connectors.jmx.usage;

/**
 * What was used, as far as it was asked for by what. What it was not asked for by, and what does not apply, is empty.
 *
 * @param day        2026-12-01; {@code unknown} for what happened while the clock could not be right
 * @param sender     whose mail was accepted
 * @param login      of the client that brought it
 * @param site       where mail went, or with whom calls were
 * @param batch      the big send that mail belongs to
 * @param messages   accepted
 * @param bytes      of these
 * @param recipients of these
 * @param delivered  recipients who got it
 * @param relayed    recipients whose mail another Packetboat has
 * @param failed     recipients who did not get it
 * @param calls      sessions, whoever called
 * @param minutes    how long they lasted
 * @param wireBytes  what went over the wire, both ways
 * @param cost       what they cost, such as 12.40; empty if nobody has said what calls cost
 * @param currency   of that; each has a row of its own
 */
public record UsageRow(String day, String sender, String login, String site, String batch, long messages, long bytes,
        long recipients, long delivered, long relayed, long failed, long calls, double minutes, long wireBytes,
        String cost, String currency) {}
