package org.packetboat.app.simulate;

import java.util.Optional;
import org.packetboat.connectors.uucp.LineTiming;
import org.packetboat.connectors.uucp.UucpSession;
import org.packetboat.connectors.uucp.UucpSettings;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.route.Route;

/**
 * Both sides of a call, as the program speaks them on a real line: UUCP, with mail in batches, as between two Packetboats.
 *
 * @param calling the hub's side
 * @param called  the site's side
 */
record Sessions(LinkSession calling, LinkSession called) {
    private static final String HUB = "hub";
    private static final String SITE = "site";

    static Sessions of(Route route, FarSite site) {
        LineTiming timing = LineTiming.of(route.rate());
        return new Sessions(
                UucpSession.calling(SITE, UucpSettings.on(timing, HUB, "hub.invalid").with(site.hub().packer()),
                        site.hub().spool()),
                UucpSession.called(Sessions::refusal,
                        UucpSettings.on(timing, SITE, "site.invalid").with(site.site().packer()),
                        site.site().spool()));
    }

    private static Optional<String> refusal(String name) {
        return name.equals(HUB) ? Optional.empty() : Optional.of(UucpSession.UNKNOWN);
    }
}
