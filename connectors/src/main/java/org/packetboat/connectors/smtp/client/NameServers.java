package org.packetboat.connectors.smtp.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The name servers, and what was learned about them: one that has not answered is asked last for a minute, so that not
 * every question waits for it; one that knows no EDNS is asked without (RFC 6891 section 7). Forgotten when the
 * settings change. For one thread.
 */
final class NameServers {
    private static final long SILENT_NANOS = Duration.ofMinutes(1).toNanos();

    private final Supplier<DnsSettings> source;
    private final LongSupplier nanoTime;
    private final Map<InetSocketAddress, Long> silent = new HashMap<>();
    private final Set<InetSocketAddress> withoutEdns = new HashSet<>();
    private DnsSettings settings = DnsSettings.of(List.of());

    /** @param nanoTime elapsed time, whatever the clock says */
    NameServers(Supplier<DnsSettings> source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
    }

    /** Whom to ask, one after the other, until one of them answers. */
    List<InetSocketAddress> inOrder() {
        DnsSettings now = source.get();
        if (!now.equals(settings)) {
            settings = now;
            silent.clear();
            withoutEdns.clear();
        }
        silent.values().removeIf(since -> nanoTime.getAsLong() - since > SILENT_NANOS);
        List<InetSocketAddress> once = now.servers().stream()
                .sorted(Comparator.comparing((InetSocketAddress server) -> silent.containsKey(server))).toList();
        List<InetSocketAddress> all = new ArrayList<>();
        for (int attempt = 0; attempt < now.attempts(); attempt++)
            all.addAll(once);
        return all;
    }

    Duration timeout() {
        return settings.timeout();
    }

    void didNotAnswer(InetSocketAddress server) {
        silent.put(server, nanoTime.getAsLong());
    }

    void answered(InetSocketAddress server) {
        silent.remove(server);
    }

    boolean takesEdns(InetSocketAddress server) {
        return !withoutEdns.contains(server);
    }

    void knowsNoEdns(InetSocketAddress server) {
        withoutEdns.add(server);
    }
}
