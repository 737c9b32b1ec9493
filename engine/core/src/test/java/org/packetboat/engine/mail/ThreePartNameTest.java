package org.packetboat.engine.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThreePartNameTest {
    private static final Map<String, Domain> LISTED = Map.of("comp", new Domain("example.com"));

    @ParameterizedTest
    @CsvSource({"Sales Desk:HQ:Comp, sales.desk@hq.example.com", "Tom Johnson:HQ:COMP, tom.johnson@hq.example.com",
            "robinj:cso:3Com, robinj@cso.3com", "Jan  van   Wong : New York : Big Co, jan.van.wong@new-york.big-co",
            "O'Neil:HQ:Comp, o'neil@hq.example.com", "Jörg:HQ:Comp, jörg@hq.example.com"})
    void standsForAMailbox(String name, String mailbox) {
        assertEquals(Address.parse(mailbox), ThreePartName.parse(name).mailbox(LISTED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sales Desk:HQ", "a:b:c:d", ":HQ:Comp", "Sales: :Comp", "a@b:HQ:Comp", "plain", ""})
    void refusesWhatHasNotThreeParts(String text) {
        assertThrows(IllegalArgumentException.class, () -> ThreePartName.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sales (Desk):HQ:Comp", "Sales:H/Q:Comp", "Sales.:HQ:Comp", "Sales:HQ:Comp, Inc"})
    void refusesWhatMakesNoMailbox(String text) {
        ThreePartName name = ThreePartName.parse(text);
        assertThrows(IllegalArgumentException.class, () -> name.mailbox(LISTED));
    }

    @Test
    void isToldFromAMailbox() {
        assertTrue(ThreePartName.looksLike("Sales Desk:HQ:Comp"));
        assertFalse(ThreePartName.looksLike("sales@hq.example.com"));
        assertFalse(ThreePartName.looksLike("sales@[IPv6:2001:db8::1]"));
    }
}
