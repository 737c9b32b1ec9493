package org.packetboat.app.compose.transport;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.packetboat.connectors.dialup.SwitchedLink;
import org.packetboat.schedules.file.Schedules;
import org.packetboat.schedules.file.link.LinkSettings;

/**
 * The network links that there are to be brought up, as the schedules in force describe them. One whose description
 * changed goes down with whatever goes over it. Any thread may ask.
 */
public final class DialledLinks implements AutoCloseable {
    private final Map<LinkSettings, SwitchedLink> links = new ConcurrentHashMap<>();

    /** Takes those links down that these schedules no longer speak of. */
    void retain(Schedules schedules) {
        links.entrySet().removeIf(entry -> {
            boolean gone = !schedules.links().containsValue(entry.getKey());
            if (gone) entry.getValue().close();
            return gone;
        });
    }

    /** The link that is so described. @param made makes it, if it isn't there yet */
    SwitchedLink of(LinkSettings settings, Supplier<SwitchedLink> made) {
        return links.computeIfAbsent(settings, _ -> made.get());
    }

    /** The link of that name, if it is one that has to be brought up. */
    Optional<SwitchedLink> named(String name) {
        return links.entrySet().stream().filter(entry -> entry.getKey().name().equals(name)).map(Map.Entry::getValue)
                .findFirst();
    }

    /** Something came in at this address of ours. */
    public void heardAt(InetAddress ours) {
        links.values().forEach(link -> link.heardAt(ours));
    }

    @Override
    public void close() {
        links.values().forEach(SwitchedLink::close);
        links.clear();
    }
}
