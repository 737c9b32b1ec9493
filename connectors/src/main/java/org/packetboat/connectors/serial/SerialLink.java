package org.packetboat.connectors.serial;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.protocols.login.ChatScript;
import org.packetboat.protocols.modem.ModemDialogue;
import org.packetboat.protocols.modem.Prelude;
import org.packetboat.protocols.modem.RedialTurn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls sites over serial ports: dials where there is a modem, logs in where the far side asks for it, and hands the
 * line to a session. However a call ends, modem and port are left free for the next, and the supply is told once. A
 * modem that failed rests, so that the next call takes another of its pool.
 */
public final class SerialLink implements Link {
    private static final Logger LOG = LoggerFactory.getLogger(SerialLink.class);

    private final ModemPool pool;
    private final SiteLogin login;
    private final Sessions sessions;
    private final Intake intake;
    private final InstantSource clock;

    /** @param script how to log in at sites whose routes have a login */
    public SerialLink(ModemPool pool, ChatScript script, Sessions sessions, Intake intake, InstantSource clock) {
        this.pool = pool;
        this.login = new SiteLogin(script);
        this.sessions = sessions;
        this.intake = intake;
        this.clock = clock;
    }

    /** A cable is always there; a modem has to dial. */
    @Override
    public boolean isUp(Route route) {
        return !pool.dials();
    }

    /** @throws IllegalArgumentException if the route does not speak UUCP */
    @Override
    public Session open(Call call, Supply supply) {
        Transport.Uucp site = SiteLogin.site(call);
        PendingSession session = new PendingSession();
        Thread.ofPlatform().daemon().name("serial-open-" + call.site()).start(() -> begin(site, supply, session));
        return session;
    }

    private void begin(Transport.Uucp site, Supply supply, PendingSession session) {
        try {
            List<Prelude> preludes = login.preludes(site);
            switch (pool.take(site.number().orElse(""), clock.instant())) {
                case ModemPool.Taken.Port(var lease) -> call(lease, site, preludes, supply, session);
                case ModemPool.Taken.None(String why) -> supply.ended(SiteLogin.undialled(why));
            }
        } catch (IOException | IllegalArgumentException failed) {
            supply.ended(SiteLogin.undialled(String.valueOf(failed.getMessage())));
        } catch (InterruptedException stopped) {
            unreached(supply, "interrupted");
        } catch (RuntimeException bug) {
            LOG.error("event=bug where=serial-open node={}", site.node(), bug);
            unreached(supply, "internal error");
        }
    }

    private void call(ModemPort.Lease lease, Transport.Uucp site, List<Prelude> atLogin, Supply supply,
            PendingSession session) throws IOException {
        ModemPort port = lease.port();
        try {
            List<Prelude> preludes = new ArrayList<>(dialogue(port, site));
            preludes.addAll(atLogin);
            PortCall call = PortCall.open(lease, clock);
            LOG.debug("event=call port={} node={} number={}", port.name(), site.node(), site.number().orElse("none"));
            call.start(preludes, site.number().orElse(""), rate -> sessions.calling(site, rate), supply,
                    Optional.of(intake), session);
        } catch (IOException | RuntimeException failed) {
            port.rest(clock.instant());
            port.troubled("call-failed", String.valueOf(failed.getMessage()));
            PortCall.release(lease);
            throw failed;
        }
    }

    private List<Prelude> dialogue(ModemPort port, Transport.Uucp site) {
        if (port.modem().isEmpty()) return List.of();
        String number = site.number().orElseThrow(
                () -> new IllegalArgumentException("the route to " + site.node() + " has no number to dial"));
        return List.of(new ModemDialogue(port.modem().get(), number,
                new RedialTurn(sessions.dialsFirst(site), port.isAnswered(),
                        ThreadLocalRandom.current().nextDouble())));
    }

    private static void unreached(Supply supply, String why) {
        supply.ended(SiteLogin.unreached(why));
    }
}
