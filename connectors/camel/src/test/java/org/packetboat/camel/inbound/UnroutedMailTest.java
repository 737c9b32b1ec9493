package org.packetboat.camel.inbound;

import org.packetboat.engine.link.TakingLink;

/** No route takes any mail: all of it goes by the usual link. */
class UnroutedMailTest extends InboundLinkContract {
    UnroutedMailTest() {
        super(new TakingLink(), false);
    }
}
