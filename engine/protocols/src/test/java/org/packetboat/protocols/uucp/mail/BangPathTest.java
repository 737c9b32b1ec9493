package org.packetboat.protocols.uucp.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.packetboat.engine.mail.Address;

/** Addresses as UUCP writes them. */
class BangPathTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`',
            value = {
                    "joe@x.example, joe@x.example", "joe, joe@here.example", "a!x.example!joe, joe@x.example",
                    "try..this.@x.example, \"try..this.\"@x.example", "x.example!.joe, \".joe\"@x.example",
                    "a b@x.example, none"})
    void namesAMailbox(String written, String meant) {
        assertEquals(meant, BangPath.address(written, "here.example").map(Address::toString).orElse("none"));
    }
}
