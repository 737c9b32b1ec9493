package org.packetboat.engine.status;

/**
 * An event as it is kept on disk.
 *
 * @param number grows from event to event, with gaps, and never comes twice for the same data folder
 */
public record NumberedEvent(long number, StatusEvent event) {}
