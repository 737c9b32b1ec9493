package org.packetboat.app.compose.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.app.config.settings.FleetSettings;
import org.packetboat.app.config.settings.PushSettings;
import org.packetboat.engine.fleet.BranchReport;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.SimRoutes;

/** What the operator of a hub learns of the branches, on good days and bad ones. */
class FleetTest {
    private static final Instant START = Instant.parse("2026-11-30T03:00:00Z");
    private static final FleetSettings HUB = new FleetSettings(Optional.empty(), 3, PushSettings.NONE);

    /** Open for an hour every week. */
    private static final Route ROUTE = SimRoutes.with(SimRoutes.route("denver", "denver.example"),
            SimRoutes.every(Duration.ofDays(7), Duration.ZERO, Duration.ofHours(1)));

    @TempDir
    Path data;
    private final List<String> troubles = new ArrayList<>();
    private Instant now = START;

    private Fleet fleet(FleetSettings settings) {
        Policy none = SimRoutes.policy(ROUTE);
        return new Fleet(settings, data, Map.of("newyork", List.of("new-york", "boston")), () -> none, () -> now,
                troubles::add);
    }

    private String report(String instance) {
        return new BranchReport("0.2.0", 1000, 7, Duration.ofHours(2), Optional.of(now), instance, 1, "modem dead")
                .word();
    }

    @Test
    void aBranchIsKnownByTheSiteOfItsLoginOrByItsNode() {
        Fleet hub = fleet(HUB);
        hub.overSmtp().told("newyork", report("1.1"));
        hub.overSmtp().told("lima", report("2.1"));
        hub.overUucp().told("denver", report("3.1"));
        assertEquals(List.of("denver", "lima", "new-york"), hub.branches().stream().map(Fleet.Branch::site).toList());
        assertEquals(7, hub.branches().getFirst().heard().report().depth());
    }

    @Test
    void whatWasHeardOutlivesTheServerAndAHalfWrittenLine() throws IOException {
        fleet(HUB).overSmtp().told("lima", report("2.1"));
        Files.writeString(data.resolve("fleet"), "denver\t2026-11-30T03", StandardOpenOption.APPEND);
        Fleet next = fleet(HUB);
        assertEquals(List.of("lima"), next.branches().stream().map(Fleet.Branch::site).toList());
        next.overSmtp().told("denver", report("3.1"));
        assertEquals(2, fleet(HUB).branches().size());
    }

    @Test
    void aSilentBranchIsToldOnceUntilItIsHeardAgain() {
        Fleet hub = fleet(HUB);
        hub.overSmtp().told("lima", report("2.1"));
        now = START.plus(Duration.ofDays(3)).minusSeconds(1);
        hub.look();
        assertEquals(List.of(), troubles);
        now = START.plus(Duration.ofDays(3));
        hub.look();
        hub.look();
        assertEquals(1, troubles.size(), troubles::toString);
        assertTrue(troubles.getFirst().contains("site lima has been silent for 3 windows"), troubles::toString);
        assertEquals(1, hub.problems().size());
        hub.overSmtp().told("lima", report("2.1"));
        assertEquals(List.of(), hub.problems());
        now = START.plus(Duration.ofDays(7));
        hub.look();
        assertEquals(2, troubles.size());
    }

    @Test
    void windowsAreCountedWhereThereAreSome() {
        Fleet hub = fleet(HUB);
        hub.overUucp().told("denver", report("3.1"));
        now = START.plus(Duration.ofDays(15));
        assertEquals(2, hub.branches().getFirst().silent());
        now = START.plus(Duration.ofDays(20));
        assertEquals(3, hub.branches().getFirst().silent());
        hub.look();
        assertEquals(1, troubles.size());
    }

    @Test
    void twoMachinesOfOneSiteAreToldARestartIsNot() {
        Fleet hub = fleet(HUB);
        for (String run : List.of("a.1", "a.2", "a.3", "b.4"))
            hub.overSmtp().told("lima", report(run));
        assertEquals(List.of(), troubles);
        hub.overSmtp().told("lima", report("a.3"));
        assertEquals(1, troubles.size(), troubles::toString);
        assertTrue(troubles.getFirst().contains("two machines report as site lima"), troubles::toString);
        hub.overSmtp().told("lima", report("b.4"));
        assertEquals(1, troubles.size());
        assertFalse(hub.problems().isEmpty());
        assertTrue(hub.forget("lima"));
        hub.overSmtp().told("lima", report("b.4"));
        assertEquals(List.of(), hub.problems());
    }

    @Test
    void aWrongClockIsAProblemAndNoClockIsNone() {
        Fleet hub = fleet(HUB);
        hub.overSmtp().told("lima", "v=1,t=" + START.plusSeconds(-3600).getEpochSecond());
        assertEquals(List.of("the clock of site lima is 3600 s behind"), hub.problems());
        hub.overSmtp().told("lima", "v=1");
        assertEquals(List.of(), hub.problems());
    }

    @Test
    void noiseIsNotKept() throws IOException {
        Fleet hub = fleet(HUB);
        hub.overSmtp().told("lima", "x\ty");
        hub.overSmtp().told("lima", "");
        assertEquals(List.of(), hub.branches());
        assertFalse(Files.exists(data.resolve("fleet")));
    }

    @Test
    void aBranchTellsItsHubAndNobodyElse() {
        Fleet branch = fleet(new FleetSettings(Optional.of("hq"), 3, PushSettings.NONE));
        assertEquals(Optional.empty(), branch.overSmtp().toTell("hq"), "nothing is known of it yet");
        branch.telling(new OwnReport("0.2.0", "1.1", () -> 5_000_000, () -> 2, () -> Optional.of(START.minusSeconds(9)),
                () -> Optional.of(now), () -> List.of("modem dead", "disk full")));
        assertEquals(Optional.of("v=0.2.0,f=5,q=2,o=9,t=" + START.getEpochSecond() + ",i=1.1,n=2,p=modem_dead"),
                branch.overSmtp().toTell("hq"));
        assertEquals(Optional.empty(), branch.overSmtp().toTell("other"));
        assertEquals(Optional.empty(), branch.overUucp().toTell("other"));
        assertTrue(branch.overUucp().toTell("hq").isPresent());
    }

    @Test
    void theFileStaysSmall() throws IOException {
        Fleet hub = fleet(HUB);
        for (int i = 0; i < 3000; i++)
            hub.overSmtp().told("lima", report("2.1"));
        assertTrue(Files.readAllLines(data.resolve("fleet")).size() < 1100);
        assertEquals(1, fleet(HUB).branches().size());
    }
}
