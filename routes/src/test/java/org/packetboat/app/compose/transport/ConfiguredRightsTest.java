package org.packetboat.app.compose.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.schedules.file.MaySend;

/** For whom a caller may speak: notices about its mail go to nobody else. */
class ConfiguredRightsTest {
    private static final MaySend FEW = new MaySend(false, true, List.of(DomainPattern.parse("ny.example.com")));

    /** Answers every question like this, and takes no mail. */
    private record Answering(Reply reply) implements Intake {
        @Override
        public Optional<Reply> refusal(Address recipient) {
            return Optional.of(reply);
        }

        @Override
        public Incoming begin(Instant now) {
            throw new UnsupportedOperationException("no mail is taken");
        }

        @Override
        public long largestMessage() {
            return 0;
        }
    }

    private static ConfiguredRights rights(Reply reply, MaySend... said) {
        return new ConfiguredRights("denver", List.of(said), new Domain("hub.example.com")::equals,
                new Domain("denver.example.com")::equals, new Answering(reply));
    }

    private static List<String> told(MaySend... said) {
        ConfiguredRights rights = rights(Reply.NO_SPACE, said);
        return Stream.of("hub.example.com", "denver.example.com", "ny.example.com", "elsewhere.example")
                .filter(domain -> rights.mayBeTold(Address.parse("joe@" + domain))).toList();
    }

    @Test
    void peopleHereThoseBehindItAndThoseToWhomItMayWriteMayBeTold() {
        assertEquals(List.of("hub.example.com", "denver.example.com", "ny.example.com"), told(FEW));
    }

    @Test
    void anybodyMayBeToldByOneWithoutLimits() {
        assertEquals(4, told().size());
        assertEquals(4, told(MaySend.EVERYWHERE).size());
    }

    @Test
    void whatNoRouteServesIsUnknownAndAFullDiskIsNoReasonToSendAnythingBack() {
        Address far = Address.parse("sue@far.example");
        Reply noRoute = new Reply(550, "5.4.4", "No route");
        assertEquals(Optional.of(noRoute), rights(noRoute).unknown(far));
        assertEquals(Optional.empty(), rights(Reply.NO_SPACE).unknown(far));
    }
}
