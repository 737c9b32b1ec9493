package org.packetboat.camel.inbound;

/** A route takes all mail, and behind it is nobody. */
class RoutedMailTest extends InboundLinkContract {
    RoutedMailTest() {
        super(new UnclaimedLink(), true);
    }
}
