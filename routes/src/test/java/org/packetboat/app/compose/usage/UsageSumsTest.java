package org.packetboat.app.compose.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.packetboat.app.compose.usage.UsageSums.Group;
import org.packetboat.connectors.usage.UsageKey;
import org.packetboat.connectors.usage.UsageTotals;

/** Pages of sums, whatever order it comes in. */
class UsageSumsTest {
    private static final UsageTotals ONE = new UsageTotals(1, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static Group sender(String name) {
        return new Group("", new UsageKey(name, "", "", "", ""));
    }

    @Test
    void pagesTogetherHaveEverySumOnceAndWhole() {
        Random random = new Random(1);
        List<String> names = new ArrayList<>();
        TreeMap<String, Long> wanted = new TreeMap<>();
        for (int i = 0; i < 1000; i++) {
            String name = "s&%\u00fc" + random.nextInt(100);
            names.add(name);
            wanted.merge(name, 1L, Long::sum);
        }
        TreeMap<String, Long> found = new TreeMap<>();
        String after = "";
        do {
            UsageSums page = new UsageSums(7, Optional.of(after).filter(text -> !text.isEmpty()).map(Group::parse));
            names.forEach(name -> page.add(sender(name), ONE));
            assertTrue(page.sums().size() <= 7);
            page.sums().forEach((group, sum) -> assertFalse(
                    Optional.ofNullable(found.put(group.key().sender(), sum.messages())).isPresent()));
            after = page.next().map(Group::text).orElse("");
        } while (!after.isEmpty());
        assertEquals(wanted, found);
    }

    @Test
    void lastPageSaysSo() {
        UsageSums page = new UsageSums(2, Optional.empty());
        page.add(sender("b"), ONE);
        page.add(sender("a"), ONE);
        page.add(sender("b"), ONE);
        assertEquals(Optional.empty(), page.next());
        page.add(sender("c"), ONE);
        assertEquals(Optional.of(sender("b")), page.next());
    }

    @Test
    void daysThatCantMatterAreNotRead() {
        UsageSums page = new UsageSums(1,
                Optional.of(new Group("2026-12-02", new UsageKey("a", "", "", "", ""))));
        assertTrue(page.isBehind("2026-12-01"));
        assertFalse(page.isBehind("2026-12-02"));
        assertFalse(page.isFullBefore("2026-12-03"));
        page.add(new Group("2026-12-02", new UsageKey("b", "", "", "", "")), ONE);
        assertTrue(page.isFullBefore("2026-12-03"));
        assertTrue(page.next().isPresent());
    }

    @Test
    void placeThatIsNoneIsToldOf() {
        assertThrows(IllegalArgumentException.class, () -> Group.parse("moon"));
    }
}
