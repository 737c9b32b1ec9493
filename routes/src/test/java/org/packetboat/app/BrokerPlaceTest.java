package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A broker for tests there always is. */
class BrokerPlaceTest {
    private static final Optional<String> OBSTACLE = Optional.of("no Docker answers");

    @Test
    void aContainerWhereOneCanBeHadAndElseAProcess() {
        assertEquals(BrokerPlace.CONTAINER, BrokerPlace.choose(Optional.empty(), Optional.empty()));
        assertEquals(BrokerPlace.PROCESS, BrokerPlace.choose(Optional.empty(), OBSTACLE));
    }

    @Test
    void aWishIsFulfilledOrFails() {
        assertEquals(BrokerPlace.PROCESS, BrokerPlace.choose(Optional.of("process"), Optional.empty()));
        assertEquals(BrokerPlace.CONTAINER, BrokerPlace.choose(Optional.of("container"), Optional.empty()));
        assertThrows(IllegalStateException.class, () -> BrokerPlace.choose(Optional.of("container"), OBSTACLE));
        assertThrows(IllegalArgumentException.class, () -> BrokerPlace.choose(Optional.of("docker"), OBSTACLE));
    }
}
