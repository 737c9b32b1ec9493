package org.packetboat.engine.route.large;

import org.packetboat.engine.route.Window;

/** What becomes of mail that is larger than its route carries by itself; {@code max-message-size} of a route. */
public sealed interface LargeMail {
    /** The largest message that goes by itself, in bytes. */
    long most();

    /** The window of its own that it waits for; {@link Window#ALWAYS} if it waits for none. */
    default Window ownWindow() {
        return this instanceof InWindow apart ? apart.own() : Window.ALWAYS;
    }

    /** Whether a message of so many bytes is larger. */
    default boolean isLarge(long size) {
        return size > most();
    }

    /**
     * It goes only while a window of its own is open.
     *
     * @param own    that window: a site that calls us while it is open gets its large mail, too
     * @param window when that and the route's window are open
     * @param name   what the schedule file calls its own window, for people
     */
    record InWindow(long most, Window own, Window window, String name) implements LargeMail {
        /** @param routes the window of the route */
        public static InWindow of(long most, Window own, Window routes, String name) {
            return new InWindow(most, own, routes == Window.ALWAYS ? own : new BothOpen(routes, own), name);
        }
    }

    /** A short mail offers it, and it goes once somebody has asked for it. Mail without a sender goes by itself. */
    record Offered(long most) implements LargeMail {
        /** What an offer has in bytes, more or less. */
        public static final long ABOUT = 2000;
    }
}
