package org.packetboat.connectors.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.smtp.client.MailExchangers.Exchanger;

class ItineraryTest {
    private static List<String> hosts(int seed, Exchanger... records) {
        Itinerary itinerary = Itinerary.of("far.example", new Lookup.Found<>(List.of(records)), "us.example"::equals,
                new Random(seed));
        return ((Itinerary.Hosts) itinerary).names();
    }

    @Test
    void triesTheLowestPreferenceFirst() {
        assertEquals(List.of("a", "b", "c"), hosts(1, new Exchanger(30, "c"), new Exchanger(10, "a"),
                new Exchanger(20, "b")));
    }

    @Test
    void sharesTheLoadAmongEquals() {
        Set<List<String>> orders = new HashSet<>();
        for (int seed = 0; seed < 50; seed++)
            orders.add(hosts(seed, new Exchanger(10, "a"), new Exchanger(10, "b"), new Exchanger(20, "c")));
        assertEquals(Set.of(List.of("a", "b", "c"), List.of("b", "a", "c")), orders);
    }

    @Test
    void goesOnlyToHostsBetterThanThisServer() {
        assertEquals(List.of("a"), hosts(1, new Exchanger(10, "a"), new Exchanger(20, "b"),
                new Exchanger(20, "us.example"), new Exchanger(30, "c")));
    }
}
