package org.packetboat.engine.accept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.NEVER;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Share;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.status.StatusEvent;

/** One site must not fill the disk for all. Messages of 1000 bytes to sites that are never open. */
class SiteSharesTest {
    private static final int MAIL = 1000;

    private final Rig rig = new Rig(policy(never("flood", "*.flood.example"), never("other", "other.example"),
            with(never("dns", "*.dns.example"), SimRoutes.DNS),
            with(never("small", "small.example"), new Share.Bytes(2500))));

    private static Route never(String site, String domain) {
        return with(route(site, domain), NEVER);
    }

    private void send(int count, String to) {
        for (int i = 0; i < count; i++)
            rig.send("s@x.example", MAIL, to);
    }

    private void free(long bytes) {
        rig.node.roomLeft(bytes, rig.clock.now());
    }

    private int refused(String to) {
        return rig.node.intake().delay(Address.parse(to)).map(Reply::code).orElse(0);
    }

    private long troubles() {
        return rig.events(StatusEvent.Trouble.class).size();
    }

    @Test
    void siteThatTakesMoreThanItsShareGetsNoMoreAndOthersDo() {
        send(20, "a@one.flood.example");
        send(21, "a@two.flood.example");
        send(2, "a@other.example");
        free(41 * MAIL / 4);
        assertEquals(0, refused("a@three.flood.example"), "it has its share and no more");
        free(41 * MAIL / 4 - 100);
        assertEquals(452, refused("a@three.flood.example"));
        assertEquals(0, refused("a@other.example"));
        assertEquals(1, troubles());
        free(41 * MAIL / 4 - 100);
        assertEquals(1, troubles(), "told once");
    }

    @Test
    void isTakenAgainWhenThereIsRoomAndNotOnAndOffAtOneMark() {
        send(41, "a@one.flood.example");
        free(0);
        free(41 * MAIL / 4 + 10);
        assertEquals(452, refused("a@one.flood.example"));
        free(41 * MAIL);
        assertEquals(0, refused("a@one.flood.example"));
        assertEquals(2, troubles());
    }

    @Test
    void numberOfBytesHoldsHoweverMuchIsFree() {
        send(2, "a@small.example");
        free(Long.MAX_VALUE);
        assertEquals(0, refused("a@small.example"));
        send(1, "a@small.example");
        free(Long.MAX_VALUE);
        assertEquals(452, refused("a@small.example"));
        assertEquals(0, refused("a@one.flood.example"));
    }

    /** It is for now: nothing is said for ever, so a dead letter is made of nothing. */
    @Test
    void whatIsPutOffIsNotRefused() {
        send(3, "a@small.example");
        free(Long.MAX_VALUE);
        assertEquals(Optional.empty(), rig.node.intake().refusal(Address.parse("a@small.example")));
    }

    @Test
    void eachDomainWhoseHostsAreFoundInDnsHasAShareOfItsOwn() {
        send(30, "a@one.dns.example");
        send(1, "a@two.dns.example");
        free(1000);
        assertEquals(452, refused("a@one.dns.example"));
        assertEquals(0, refused("a@two.dns.example"));
    }

    /** The last site on an empty disk may always have one more: nothing waits for it. */
    @Test
    void siteThatHasNothingIsNeverOverItsShare() {
        free(0);
        assertEquals(Optional.empty(), rig.node.intake().delay(Address.parse("a@other.example")));
        assertTrue(rig.events(StatusEvent.Trouble.class).isEmpty());
    }
}
