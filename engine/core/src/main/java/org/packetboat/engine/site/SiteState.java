package org.packetboat.engine.site;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.mail.Reply;

/**
 * Why a site can or can't be called at an instant. It follows from what the site knows; nothing has to be stored or
 * undone when time passes. Of several reasons the last obstacle counts. Table: {@code docs/site-states.md}.
 */
public sealed interface SiteState {
    /** Nothing waits for it, and it is not to be polled. */
    record Idle() implements SiteState {}

    /** All that waits is held: an operator has to release it. */
    record Held() implements SiteState {}

    /** All of its hosts are known to be down. It is tried when one of them is up again. */
    record Down(Reply why) implements SiteState {}

    /** Its window never opens again. */
    record Unreachable() implements SiteState {}

    /** Nothing is due, or to be polled, before this time. */
    record Waiting(Instant until) implements SiteState {}

    /** It failed, and is left alone until this time. */
    record Resting(Instant until) implements SiteState {}

    /** Its window is closed until this time. */
    record Closed(Instant opens) implements SiteState {}

    /** It can be called now. @param closes when its window does; {@link Instant#MAX} if never */
    record Ready(Instant closes) implements SiteState {}

    /** When it can be called; not before now. Empty if no time can be told. */
    default Optional<Instant> readyAt(Instant now) {
        return switch (this) {
            case Ready _ -> Optional.of(now);
            case Waiting(Instant until) -> Optional.of(until);
            case Resting(Instant until) -> Optional.of(until);
            case Closed(Instant opens) -> Optional.of(opens);
            case Idle _, Held _, Down _, Unreachable _ -> Optional.empty();
        };
    }
}
