package org.packetboat.connectors.dialup;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The commands that switch a link. {@code {site}} and {@code {host}} in their arguments stand for the route's.
 *
 * @param up               ends with 0 when the link is up
 * @param down             takes it down
 * @param status           ends with 0 while it is up; empty: not asked
 * @param networkInterface whose address connections are made from
 * @param statusInterval   how often status is asked, and how long it may take
 */
public record CommandSettings(List<String> up, List<String> down, List<String> status,
        Optional<String> networkInterface, Duration upTimeout, Duration downTimeout, Duration statusInterval) {
    public CommandSettings {
        up = List.copyOf(up);
        down = List.copyOf(down);
        status = List.copyOf(status);
    }
}
