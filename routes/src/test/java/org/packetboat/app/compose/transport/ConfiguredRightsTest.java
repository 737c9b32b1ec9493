package org.packetboat.app.compose.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.schedules.file.MaySend;

/** For whom a caller may speak: notices about its mail go to nobody else. */
class ConfiguredRightsTest {
    private static final MaySend FEW = new MaySend(false, true, List.of(DomainPattern.parse("ny.example.com")));

    private static List<String> told(MaySend... said) {
        ConfiguredRights rights = new ConfiguredRights("denver", List.of(said), new Domain("hub.example.com")::equals,
                new Domain("denver.example.com")::equals, _ -> Optional.empty());
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
}
