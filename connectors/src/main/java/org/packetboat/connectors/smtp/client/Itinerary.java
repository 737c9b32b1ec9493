package org.packetboat.connectors.smtp.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.packetboat.connectors.smtp.client.MailExchangers.Exchanger;
import org.packetboat.engine.mail.Reply;

/** Which hosts are tried for a domain, in order (RFC 5321 section 5.1). */
sealed interface Itinerary {
    /** These, one after the other; never empty. */
    record Hosts(List<String> names) implements Itinerary {}

    /** None, ever: its mail is refused. */
    record Nowhere(Reply reply) implements Itinerary {}

    /** None can be told now. */
    record Later(Reply reply) implements Itinerary {}

    /**
     * From what DNS says of a domain. Hosts of equal preference are tried in random order, to share their load.
     *
     * @param ourselves whether a host name is this server; it and whoever is no better lead in a circle, and are left
     *                  out
     */
    static Itinerary of(String domain, Lookup<Exchanger> found, Predicate<String> ourselves, RandomGenerator random) {
        return switch (found) {
            case Lookup.NoSuchName<Exchanger> _ ->
                new Nowhere(new Reply(550, "5.1.2", "there is no domain " + domain));
            case Lookup.Failed<Exchanger>(String why) -> new Later(new Reply(451, "4.4.3", why));
            case Lookup.Found<Exchanger>(List<Exchanger> records) when records.isEmpty() ->
                among(domain, List.of(new Exchanger(0, domain)), ourselves, random);
            case Lookup.Found<Exchanger>(List<Exchanger> records) -> among(domain, records, ourselves, random);
        };
    }

    private static Itinerary among(String domain, List<Exchanger> records, Predicate<String> ourselves,
            RandomGenerator random) {
        List<Exchanger> hosts = new ArrayList<>(records);
        hosts.removeIf(exchanger -> exchanger.host().isEmpty());
        if (hosts.isEmpty()) return new Nowhere(new Reply(556, "5.1.10", domain + " takes no mail"));
        int ours = hosts.stream().filter(exchanger -> ourselves.test(exchanger.host()))
                .mapToInt(Exchanger::preference).min().orElse(Integer.MAX_VALUE);
        hosts.removeIf(exchanger -> exchanger.preference() >= ours);
        if (hosts.isEmpty()) {
            return new Nowhere(new Reply(554, "5.4.6", "mail for " + domain + " comes back to this server"));
        }
        Collections.shuffle(hosts, random);
        hosts.sort(Comparator.comparingInt(Exchanger::preference));
        return new Hosts(hosts.stream().map(Exchanger::host).distinct().toList());
    }
}
