package org.packetboat.engine.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is an address, and what is taken for one. */
class AddressTest {
    @Test
    void aLocalPartHas255CharactersAtMost() {
        assertEquals("a".repeat(255) + "@x.example", Address.parse("a".repeat(255) + "@x.example").toString());
        assertEquals(255, Address.parse('"' + "a".repeat(253) + "\"@x.example").localPart().length());
        assertThrows(IllegalArgumentException.class, () -> Address.parse("a".repeat(256) + "@x.example"));
        assertThrows(IllegalArgumentException.class, () -> Address.parse('"' + "a".repeat(254) + "\"@x.example"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ',
            quoteCharacter = '\'',
            value = {
                    "try..this.@x.example \"try..this.\"@x.example", ".a@x.example \".a\"@x.example",
                    "a.@x.example \"a.\"@x.example", "a.b@x.example a.b@x.example",
                    "\"a..b\"@x.example \"a..b\"@x.example"})
    void dotsThatMayNotStandGetQuotes(String written, String read) {
        assertEquals(read, Address.parseLoosely(written).toString());
    }

    @ParameterizedTest
    @CsvSource({"a b@x.example", "@x.example", "a..b@", "a(b)..@x.example"})
    void theRestIsNoAddress(String text) {
        assertThrows(IllegalArgumentException.class, () -> Address.parseLoosely(text));
    }
}
