package org.packetboat.app.hub;

import java.util.Optional;
import org.packetboat.engine.hub.SiteClaims;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Route;

/** A link over which a site that other machines of the hub may call, too, is called only if none of them does. */
public record ClaimingLink(Link link, HubClaims claims) implements Link {
    @Override
    public boolean isUp(Route route) {
        return link.isUp(route);
    }

    @Override
    public int capacity() {
        return link.capacity();
    }

    @Override
    public int perSite() {
        return link.perSite();
    }

    @Override
    public int unsettled() {
        return link.unsettled();
    }

    @Override
    public boolean awaits() {
        return link.awaits();
    }

    @Override
    public boolean isLine() {
        return link.isLine();
    }

    @Override
    public boolean parks() {
        return link.parks();
    }

    @Override
    public Session open(Call call, Supply supply) {
        if (!claims.isShared(call.site())) return link.open(call, supply);
        Claiming claiming = new Claiming();
        Thread.ofVirtual().name("claim-" + call.site()).start(() -> claiming.begin(call, supply));
        return claiming;
    }

    /** A session for which the others are asked first. */
    private final class Claiming implements Session {
        private Session begun = (_, why) -> stopped = Optional.of(new Ending.Stopped(why));
        private Optional<Ending> stopped = Optional.empty();
        private boolean othersWait;
        /** A limit that has changed since. */
        private Optional<Optional<Long>> throttle = Optional.empty();

        private void begin(Call call, Supply supply) {
            begun(call, supply).ifPresent(supply::ended);
        }

        /** @return how the call ends, if it was not begun */
        private Optional<Ending> begun(Call call, Supply supply) {
            try {
                return begun(claims.claim(call.site()), call, supply);
            } catch (RuntimeException e) {
                return Optional.of(Ending.Unreached.by(e));
            }
        }

        private synchronized Optional<Ending> begun(SiteClaims.Verdict result, Call call, Supply supply) {
            return switch (result) {
                case SiteClaims.Verdict.Granted() when stopped.isEmpty() -> {
                    begun = link.open(call, supply);
                    if (othersWait) begun.othersWait();
                    throttle.ifPresent(begun::throttled);
                    yield Optional.empty();
                }
                case SiteClaims.Verdict.Granted() -> stopped;
                case SiteClaims.Verdict.Denied(String by) -> Optional.of(new Ending.Unreached(
                        new Reply(450, "4.3.2", "Server " + by + " calls " + call.site() + " now")));
            };
        }

        @Override
        public synchronized void stop(boolean now, String why) {
            begun.stop(now, why);
        }

        /** One that has not begun asks for its mail when it does. */
        @Override
        public synchronized void mailWaits(Priority highest) {
            begun.mailWaits(highest);
        }

        @Override
        public synchronized void throttled(Optional<Long> most) {
            throttle = Optional.of(most);
            begun.throttled(most);
        }

        @Override
        public synchronized void othersWait() {
            othersWait = true;
            begun.othersWait();
        }
    }
}
