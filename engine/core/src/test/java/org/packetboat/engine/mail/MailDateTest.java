package org.packetboat.engine.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailDateTest {
    @Test
    void readsADate() {
        assertEquals(Instant.ofEpochSecond(86_400), MailDate.parse("1970-01-02T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-12-31T23:59:59Z", "9999-01-01T00:00:00Z", "1969-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z", "tomorrow"})
    void refusesWhatNobodyCanKeep(String text) {
        assertThrows(DateTimeException.class, () -> MailDate.parse(text));
        assertThrows(IllegalArgumentException.class, () -> DeliverBy.parse(text + ";R"));
    }
}
