package org.packetboat.engine.find;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.find.AgeTable.By;
import org.packetboat.engine.find.AgeTable.Group;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;

/** Mail is counted by where it goes and by how long it has waited. */
class AgeTableTest {
    private static final List<Duration> AGES = List.of(Duration.ofMinutes(10), Duration.ofHours(1));
    private final Rig rig = new Rig(policy(with(route("west", "west.example", "far.example"), SimRoutes.NEVER),
            with(route("east", "east.example"), SimRoutes.NEVER)));

    private AgeTable ages(MailFilter filter, By by, int most) {
        List<AgeTable> told = new ArrayList<>();
        rig.node.overview().ages(filter, by, AGES, most, told::add);
        rig.settle();
        assertEquals(1, told.size());
        return told.getFirst();
    }

    /** An hour ago, ten minutes ago, a second less than that, now. */
    private void mail() {
        rig.send("s@one.example", "a@west.example");
        rig.pass(Duration.ofMinutes(50));
        rig.send("s@two.example", "a@west.example");
        rig.pass(Duration.ofSeconds(1));
        rig.send("", "a@far.example");
        rig.pass(Duration.ofMinutes(10).minusSeconds(1));
        rig.send("s@two.example", "a@east.example");
    }

    @Test
    void aColumnCountsWhatIsYoungerThanItsEnd() {
        mail();
        AgeTable table = ages(MailFilter.ALL, By.DOMAIN, 10);
        assertEquals(List.of(2L, 1L, 1L), table.counts());
        assertEquals(List.of(new Group("west.example", List.of(0L, 1L, 1L)),
                new Group("east.example", List.of(1L, 0L, 0L)), new Group("far.example", List.of(1L, 0L, 0L))),
                table.groups());
        assertEquals(0, table.others());
    }

    @Test
    void rowsAreDomainsSitesOrWhoSent() {
        mail();
        assertEquals(List.of(new Group("west", List.of(1L, 1L, 1L)), new Group("east", List.of(1L, 0L, 0L))),
                ages(MailFilter.ALL, By.SITE, 10).groups());
        assertEquals(List.of(new Group("two.example", List.of(1L, 1L, 0L)), new Group("", List.of(1L, 0L, 0L)),
                new Group("one.example", List.of(0L, 0L, 1L))), ages(MailFilter.ALL, By.SENDER, 10).groups());
    }

    @Test
    void onlyWhatIsMeantIsCountedAndWhatIsNotShownIsTold() {
        mail();
        AgeTable west = ages(MailFilter.of(Map.of("domain", "*.example", "site", "west")), By.DOMAIN, 1);
        assertEquals(List.of(1L, 1L, 1L), west.counts());
        assertEquals(1, west.groups().size());
        assertEquals(1, west.others());
        assertEquals(List.of(0L, 0L, 0L), ages(MailFilter.of(Map.of("domain", "example")), By.DOMAIN, 1).counts());
    }

    @Test
    void groupsBeyondAllMemoryAreInTheSumsOnly() {
        AgeCount count = new AgeCount(By.SENDER, AGES, Rig.START, _ -> Optional.empty());
        var one = rig.waiting(rig.send("s@x", "a@west.example")).getFirst();
        for (int i = 0; i < AgeCount.MOST_GROUPS + 7; i++)
            count.add(one, "sender" + i);
        count.add(one, "sender0");
        AgeTable table = count.table(1);
        assertEquals(AgeCount.MOST_GROUPS + 8, table.counts().getFirst());
        assertEquals(2, table.groups().getFirst().total());
        assertEquals(AgeCount.MOST_GROUPS, table.others());
    }

    @Test
    void columnsGrow() {
        for (List<Duration> wrong : List.of(List.<Duration>of(), List.of(Duration.ZERO),
                List.of(Duration.ofHours(1), Duration.ofHours(1))))
            assertThrows(IllegalArgumentException.class,
                    () -> new AgeCount(By.SITE, wrong, Rig.START, _ -> Optional.empty()));
    }
}
