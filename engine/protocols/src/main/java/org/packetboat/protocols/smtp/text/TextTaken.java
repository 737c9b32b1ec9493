package org.packetboat.protocols.smtp.text;

/**
 * What a server takes of text that not all do.
 *
 * @param eightBit 8-bit text
 * @param line     how many octets a line may have, its end not counted
 */
public record TextTaken(boolean eightBit, int line) {}
