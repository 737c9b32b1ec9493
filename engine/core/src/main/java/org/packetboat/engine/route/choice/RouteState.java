package org.packetboat.engine.route.choice;

/** What a route is at an instant, with the hop counts of the original's route table. */
public sealed interface RouteState {
    int AVAILABLE_HOPS = 15;
    int UNAVAILABLE_HOPS = 16;

    /** Usable now, at this hop count (1 to 14). */
    record Open(int hops) implements RouteState {}

    /** Not open, but a call opens it. */
    record Available() implements RouteState {}

    /** Its window is closed, or an operator closed it. */
    record Unavailable() implements RouteState {}

    default int hops() {
        return switch (this) {
            case Open(int hops) -> hops;
            case Available() -> AVAILABLE_HOPS;
            case Unavailable() -> UNAVAILABLE_HOPS;
        };
    }
}
