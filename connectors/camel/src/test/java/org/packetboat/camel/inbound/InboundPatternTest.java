package org.packetboat.camel.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;

class InboundPatternTest {
    private final InboundDesk desk = new InboundDesk();

    /** Somebody with a name. */
    private record Named(String name) implements LocalRecipient {
        @Override
        public void deliver(Transfer mail, List<Recipient> to, Consumer<Outcome> done) {
            throw new AssertionError("nothing is sent here");
        }

        @Override
        public int transfers() {
            return 1;
        }
    }

    private void add(String pattern) {
        desk.add(InboundPattern.parse(pattern), new Named(pattern));
    }

    private String found(String address) {
        Optional<LocalRecipient> found = desk.find(Address.parse(address));
        return found.map(r -> ((Named) r).name()).orElse("nobody");
    }

    @Test
    void closestConsumerGetsTheMail() {
        for (String pattern : List.of("*", "*.example.com", "*.ny.example.com", "*@ny.example.com",
                "Anna@ny.example.com"))
            add(pattern);
        assertEquals("Anna@ny.example.com", found("anna@ny.example.com"));
        assertEquals("*@ny.example.com", found("bob@ny.example.com"));
        assertEquals("*.ny.example.com", found("bob@a.ny.example.com"));
        assertEquals("*.example.com", found("bob@boston.example.com"));
        assertEquals("*", found("bob@example.com"));
    }

    @Test
    void whoHasGoneGetsNothing() {
        LocalRecipient anna = new Named("anna");
        desk.add(InboundPattern.parse("anna@example.com, example.net"), anna);
        assertEquals("anna", found("x@example.net"));
        desk.remove(anna);
        assertEquals("nobody", found("x@example.net"));
    }

    @Test
    void twoCannotTakeTheSameMail() {
        add("example.com");
        assertThrows(IllegalStateException.class, () -> add("a@example.com, example.com"));
    }

    @Test
    void whatIsNoPatternIsRefused() {
        for (String bad : List.of("", "a@", "exa mple", "a@b@"))
            assertThrows(IllegalArgumentException.class, () -> InboundPattern.parse(bad), bad);
    }
}
