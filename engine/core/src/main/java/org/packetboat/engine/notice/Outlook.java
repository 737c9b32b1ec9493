package org.packetboat.engine.notice;

import java.time.Instant;
import java.util.Optional;

/**
 * How mail that is late gets on.
 *
 * @param goes    when it can go next: its window opens, or its site has rested
 * @param arrives when it will be at the next site if nothing comes between; empty if that can't be told, or not in that
 *                window
 */
public record Outlook(Instant goes, Optional<Instant> arrives) {}
