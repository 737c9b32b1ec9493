package org.packetboat.engine.route;

/** What happens to a transfer that is under way when its window closes: it may finish, or it is interrupted. */
public enum AtClose {
    DRAIN, CUT
}
