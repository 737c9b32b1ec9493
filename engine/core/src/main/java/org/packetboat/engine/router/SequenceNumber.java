package org.packetboat.engine.router;

/**
 * What tells each datagram of a server from all others it ever sent.
 *
 * @param boot     drawn anew at each start
 * @param sequence counts from 1 within it
 */
public record SequenceNumber(long boot, long sequence) {}
