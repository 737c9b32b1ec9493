package org.packetboat.app.hub;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.packetboat.engine.hub.SharedSite;
import org.packetboat.engine.hub.SiteClaims;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.smtp.server.port.Claims;
import org.packetboat.schedules.file.HubServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs this machine's part of {@link SiteClaims}: carries its questions to the other machines, and their answers back.
 * Any thread may use it.
 */
public final class HubClaims implements Claims {
    private static final Logger LOG = LoggerFactory.getLogger(HubClaims.class);

    /** Asks another machine. */
    public interface Asking {
        /** @throws IOException if it can't be reached, or does not answer in time */
        boolean mayCall(HubServer.Address machine, String site, String server) throws IOException;
    }

    private final Map<String, HubServer.Address> machines;
    private final Asking question;
    private final BiConsumer<String, Consumer<Boolean>> inSession;
    private final SiteClaims claims;
    private final BiConsumer<String, Optional<Reply>> heard;
    private volatile Map<String, SharedSite> shared = Map.of();

    /**
     * @param machine   name of this machine
     * @param servers   those of the hub
     * @param inSession answers whether this machine has a session with a site; it may take its time
     * @param heard     told of a way to another machine ({@code SITE@SERVER}) why it can't be reached, or that it can:
     *                  any answer is a sign of life, also a refusal. Told each time, since others see that, too, and
     *                  what is no news costs nothing
     */
    public HubClaims(String machine, List<HubServer> servers, Asking question,
            BiConsumer<String, Consumer<Boolean>> inSession, BiConsumer<String, Optional<Reply>> heard) {
        this.heard = heard;
        this.machines = servers.stream().filter(server -> !server.isHere())
                .collect(Collectors.toMap(HubServer::name, server -> server.there().orElseThrow()));
        this.question = question;
        this.inSession = inSession;
        this.claims = new SiteClaims(machine);
    }

    /** The sites that other machines may call, too, from now on. */
    public synchronized void share(Map<String, SharedSite> sites) {
        shared = Map.copyOf(sites);
        claims.share(sites);
    }

    synchronized boolean isShared(String site) {
        return claims.isShared(site);
    }

    /** Asks all others that have to be asked. Blocks until they have answered. */
    SiteClaims.Verdict claim(String site) {
        SiteClaims.Step step = locked(() -> claims.want(site));
        while (true) {
            switch (step) {
                case SiteClaims.Verdict verdict -> {
                    return verdict;
                }
                case SiteClaims.Step.Ask ask -> {
                    boolean free = isFree(ask);
                    step = locked(() -> claims.answered(site, ask.server(), free));
                }
            }
        }
    }

    private synchronized SiteClaims.Step locked(Supplier<SiteClaims.Step> step) {
        return step.get();
    }

    private boolean isFree(SiteClaims.Step.Ask ask) {
        try {
            boolean free = question.mayCall(machines.get(ask.server()), ask.site(), ask.as());
            tell(ask.server(), Optional.empty());
            return free;
        } catch (IOException e) {
            LOG.info("site={} event=server-not-asked server={} reason=\"{}\"", ask.site(), ask.server(),
                    e.getMessage());
            tell(ask.server(),
                    Optional.of(new Reply(451, "4.4.1", "Server " + ask.server() + ": " + e.getMessage())));
            return true;
        }
    }

    /**
     * Of one way to its machine: what holds for that holds for all. Such a way is there for each site for which a
     * server of that machine comes before those of this one, and has the name of the first of them.
     */
    private void tell(String server, Optional<Reply> why) {
        Optional<HubServer.Address> machine = Optional.ofNullable(machines.get(server));
        shared.entrySet().stream().sorted(Map.Entry.comparingByKey()).flatMap(site -> site.getValue().ahead().stream()
                .filter(first -> machine.equals(Optional.of(machines.get(first)))).limit(1)
                .map(first -> site.getKey() + "@" + first)).findFirst().ifPresent(way -> heard.accept(way, why));
    }

    @Override
    public void claimed(String site, String server, Consumer<Boolean> answer) {
        tell(server, Optional.empty());
        switch (asked(site, server)) {
            case FREE -> answer.accept(true);
            case TAKEN -> answer.accept(false);
            case FREE_WITHOUT_SESSION -> inSession.accept(site, called -> answer.accept(!called));
        }
    }

    private synchronized SiteClaims.Answer asked(String site, String server) {
        return claims.asked(site, server);
    }
}
