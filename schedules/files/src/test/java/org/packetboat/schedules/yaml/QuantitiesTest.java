package org.packetboat.schedules.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({"10s, PT10S", "90m, PT1H30M", "4h, PT4H", "2d, PT48H", "1h30m, PT1H30M", "0h5s, PT5S"})
    void readsDurations(String text, Duration expected) {
        assertEquals(expected, Quantities.duration(text));
    }

    @ParameterizedTest
    @CsvSource({"1B, 1", "64KB, 65536", "10MB, 10485760", "2GB, 2147483648"})
    void readsSizes(String text, long expected) {
        assertEquals(expected, Quantities.size(text));
    }

    @ParameterizedTest
    @CsvSource({"2400bit/s, 300", "64kbit/s, 8000", "10Mbit/s, 1250000", "1Gbit/s, 125000000", "300B/s, 300",
            "8kB/s, 8000", "1MB/s, 1000000", "1bit/s, 1"})
    void readsRates(String text, long expected) {
        assertEquals(expected, Quantities.rate(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "s", "-4h", "4 h", "1.5h", "0s", "4H", "9999999999d", "1h30"})
    void refusesOtherDurations(String text) {
        assertThrows(IllegalArgumentException.class, () -> Quantities.duration(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "0KB", "10 MB", "10mb", "1.5GB", "9600", "9600bps", "0bit/s"})
    void refusesOtherSizesAndRates(String text) {
        assertThrows(IllegalArgumentException.class, () -> Quantities.size(text));
        assertThrows(IllegalArgumentException.class, () -> Quantities.rate(text));
    }

    @Test
    void guessesWhatWasMeantButNotWildly() {
        List<String> words = List.of("site", "domains", "window", "host");
        assertEquals(Optional.of("host"), Spelling.nearest("hots", words));
        assertEquals(Optional.of("window"), Spelling.nearest("windows", words));
        assertEquals(Optional.empty(), Spelling.nearest("rate", words));
        assertEquals(Optional.empty(), Spelling.nearest("", words));
    }
}
