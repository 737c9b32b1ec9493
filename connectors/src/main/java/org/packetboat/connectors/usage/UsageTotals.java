package org.packetboat.connectors.usage;

/**
 * What was used.
 *
 * @param messages   accepted
 * @param bytes      of these
 * @param recipients of these
 * @param delivered  recipients who got it
 * @param relayed    recipients whose mail another Packetboat has
 * @param failed     recipients who did not get it
 * @param calls      sessions, whoever called
 * @param millis     how long they lasted
 * @param wireBytes  what went over the wire, both ways
 * @param micros     what they cost, in millionths of the currency's unit
 */
public record UsageTotals(long messages, long bytes, long recipients, long delivered, long relayed, long failed,
        long calls, long millis, long wireBytes, long micros) {
    /** Nothing. */
    public static final UsageTotals NONE = new UsageTotals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    static UsageTotals accepted(long size, long recipients) {
        return new UsageTotals(1, size, recipients, 0, 0, 0, 0, 0, 0, 0);
    }

    static UsageTotals settled(long delivered, long relayed, long failed) {
        return new UsageTotals(0, 0, 0, delivered, relayed, failed, 0, 0, 0, 0);
    }

    static UsageTotals call(long millis, long wireBytes, long micros) {
        return new UsageTotals(0, 0, 0, 0, 0, 0, 1, millis, wireBytes, micros);
    }

    /** Both together. */
    public UsageTotals plus(UsageTotals more) {
        return new UsageTotals(messages + more.messages, bytes + more.bytes, recipients + more.recipients,
                delivered + more.delivered, relayed + more.relayed, failed + more.failed, calls + more.calls,
                millis + more.millis, wireBytes + more.wireBytes, micros + more.micros);
    }
}
