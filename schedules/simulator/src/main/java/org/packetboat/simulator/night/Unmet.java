package org.packetboat.simulator.night;

import java.time.Instant;
import java.util.Optional;

/** Why a site did not get the batch in a night, the first of these that is true. */
public sealed interface Unmet {
    /** No server that may call it has a line for its link. */
    record NoLine(String link) implements Unmet {}

    /** Its window does not open in the time played. @param next when it opens; empty if never again */
    record Closed(String window, Optional<Instant> next) implements Unmet {}

    /** Its window was open, and a limit of its calls left none at the end of the night. @param limit which */
    record Limited(String limit) implements Unmet {}

    /** Its mail was returned to its sender. @param tooLarge at once, since it fits into no window; else after msdead */
    record Returned(Instant at, boolean tooLarge) implements Unmet {}

    /** Its window was open, and it was not called: others took all the time, or the mail would not have fitted. */
    record NoTurn(String window) implements Unmet {}

    /** It was called for nothing. @param ending how the last call ended */
    record CallsFailed(int calls, String ending) implements Unmet {}

    /** The batch was there, but after its window had closed or its deliver-by had passed. */
    record Late(Instant at) implements Unmet {}

    /** It took the batch more than once. */
    record Twice(int copies) implements Unmet {}
}
