package org.packetboat.schedules.file;

/** A schedule file's content, under the name by which messages speak of it. The array is not to be changed. */
public record Source(String name, byte[] content) {}
