package org.packetboat.simulator.parcel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.TextRule;

/** What a simulation sends could have been taken by a real server, whatever its length. */
class ParcelTest {
    private static Parcel parcel(int bytes) {
        return new Parcel(new ParcelSize(bytes, 1), 0);
    }

    @Test
    void mailOfAnyLengthIsTextThatMayBeSent() {
        for (int bytes = 1; bytes <= 400; bytes++)
            assertEquals(Optional.empty(), TextRule.flaw(parcel(bytes).mail()), bytes + " bytes");
    }

    @Test
    void mailIsAsLongAsItIsToBe() {
        IntStream.rangeClosed(1, 400).forEach(bytes -> assertEquals(bytes, parcel(bytes).mail().length));
    }
}
