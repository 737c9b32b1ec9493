package org.packetboat.app.compose.usage;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.connectors.jmx.usage.UsageRow;

/**
 * A row of a day, as a topic is told of it.
 *
 * @param server   that counted it
 * @param counted  up to which of its events: of two records with one key the one with the higher number counts
 * @param currency of {@code cost}; with the other names it makes a row
 */
record UsageTold(String server, String day, String sender, String login, String site, String batch, String currency,
        long counted, long messages, long bytes, long recipients, long delivered, long relayed, long failed, long calls,
        double minutes, long wireBytes, String cost) {
    static UsageTold of(String server, long counted, UsageRow r) {
        return new UsageTold(server, r.day(), r.sender(), r.login(), r.site(), r.batch(), r.currency(), counted,
                r.messages(), r.bytes(), r.recipients(), r.delivered(), r.relayed(), r.failed(), r.calls(), r.minutes(),
                r.wireBytes(), r.cost());
    }

    /** The same for the same row, whenever it is told. */
    String key() {
        return Stream.of(server, day, sender, login, site, batch, currency)
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8)).collect(Collectors.joining("/"));
    }
}
