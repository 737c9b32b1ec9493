package org.packetboat.app.web.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.status.StatusEvent;

/** Thousands of events of big sends fit into a small server's memory. */
class RecentEventsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T23:00:00Z");
    private static final QueueId ID = QueueId.parse("1PNWWYYY");
    private static final int SITES = 10_000;

    private final RecentEvents events = new RecentEvents();

    private static List<Address> people() {
        return IntStream.range(0, SITES).mapToObj(i -> Address.parse("desk@s" + i + ".example.com")).toList();
    }

    @Test
    void anAcceptedBigSendIsKeptWithItsCountAndItsFirstDomains() {
        events.on(new StatusEvent.Accepted(NOW,
                new Message(ID, NOW, Optional.empty(), 1, false, false, ReturnContent.FULL, Optional.empty(),
                        Optional.of("prices"), "smtp:::1"),
                IntStream.range(0, SITES).mapToObj(i -> new Domain("s" + i + ".example.com")).toList(), SITES,
                new StatusEvent.Heading(Optional.of("<x@y>"), Optional.of("Prices"), people())));
        StatusEvent.Accepted kept = (StatusEvent.Accepted) events.story(ID).getFirst().event();
        assertEquals(SITES, events.story(ID).getFirst().domains());
        assertEquals(SITES, kept.recipients());
        assertEquals(20, kept.destinations().size());
        assertEquals(new Domain("s0.example.com"), kept.destinations().getFirst());
        assertEquals(20, kept.heading().recipients().size());
        assertEquals(Optional.of("Prices"), kept.heading().subject());
    }

    @Test
    void otherEventsOfManyAreShortToo() {
        EnvelopeId id = new EnvelopeId(ID, 0);
        events.on(new StatusEvent.Deleted(NOW, id, Optional.empty(), people()));
        events.on(new StatusEvent.Repeated(NOW, ID, Optional.empty(), "x", "smtp:::1", people()));
        events.on(new StatusEvent.Withdrawn(NOW, id, Optional.empty(), people(), "superseded", Optional.empty()));
        assertEquals(List.of(20, 20, 20), events.story(ID).stream().map(brief -> switch (brief.event()) {
            case StatusEvent.Deleted e -> e.recipients().size();
            case StatusEvent.Repeated e -> e.recipients().size();
            case StatusEvent.Withdrawn e -> e.recipients().size();
            default -> 0;
        }).toList());
    }
}
