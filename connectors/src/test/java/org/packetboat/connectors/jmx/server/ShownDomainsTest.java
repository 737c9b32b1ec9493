package org.packetboat.connectors.jmx.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;

class ShownDomainsTest {
    private final ShownDomains shown = new ShownDomains(2);

    private static List<Domain> domains(String... names) {
        return Stream.of(names).map(name -> new Domain(name + ".example")).toList();
    }

    @Test
    void noMoreThanSoManyAreShown() {
        assertEquals(new ShownDomains.Changes(domains("a", "b"), List.of()), shown.next(domains("a", "b", "c")));
        assertEquals(new ShownDomains.Changes(List.of(), List.of()), shown.next(domains("c", "b", "a")));
    }

    @Test
    void othersFollowWhenMailHasGone() {
        shown.next(domains("a", "b", "c"));
        assertEquals(new ShownDomains.Changes(domains("c"), domains("a")), shown.next(domains("c", "b")));
        assertEquals(new ShownDomains.Changes(List.of(), domains("b")), shown.next(domains("c")));
        assertEquals(new ShownDomains.Changes(domains("b"), List.of()), shown.next(domains("b", "c")));
    }
}
