package org.packetboat.app.hub;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.packetboat.connectors.smtp.client.ClaimTalk;
import org.packetboat.connectors.smtp.server.Claims;
import org.packetboat.schedules.file.HubServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that never two machines of a hub call one site: who wants to call asks the others that could. A machine
 * says no while it has a session with the site, or is itself asking and comes first in the route's list; who gives way
 * to another while it asks has lost. A machine that can't be reached is down, and is not waited for. So where two
 * machines live and do not reach each other, both may call.
 */
public final class HubClaims implements Claims {
    private static final Logger LOG = LoggerFactory.getLogger(HubClaims.class);

    /** What became of a wish to call. */
    public sealed interface Result {
        record Granted() implements Result {}

        /** @param by the server that has the site, or comes first */
        record Denied(String by) implements Result {}
    }

    /** Asks another machine. */
    interface Asking {
        /** @throws IOException if it can't be reached, or does not answer in time */
        boolean mayCall(HubServer.Address machine, String site, String server) throws IOException;
    }

    private final String name;
    private final Asking question;
    private final Map<String, List<HubServer>> sharers = new HashMap<>();
    /** Sites that others are being asked for, and who was let by meanwhile. */
    private final Map<String, Optional<String>> asking = new HashMap<>();
    private BiConsumer<String, Consumer<Boolean>> inSession = (_, answer) -> answer.accept(false);

    /** @param name of this machine */
    public HubClaims(String name) {
        this(name, (there, site, server) -> ClaimTalk.ask(there.host(), there.port(), name, site, server));
    }

    HubClaims(String name, Asking question) {
        this.name = name;
        this.question = question;
    }

    /** The servers that may call each site, by preference, from now on. */
    public synchronized void share(Map<String, List<HubServer>> servers) {
        sharers.clear();
        sharers.putAll(servers);
    }

    /** @param called answers whether this machine has a session with a site; it may take its time */
    public synchronized void watch(BiConsumer<String, Consumer<Boolean>> called) {
        inSession = called;
    }

    /** The servers on other machines that may call a site. */
    synchronized List<HubServer> others(String site) {
        return sharers.getOrDefault(site, List.of()).stream().filter(s -> !s.isHere()).toList();
    }

    /** Asks all others. Blocks until they have answered. */
    Result claim(String site) {
        List<HubServer> others = begin(site);
        Optional<String> denied = Optional.empty();
        for (HubServer other : others) {
            if (denied.isEmpty() && !isFree(site, other)) denied = Optional.of(other.name());
        }
        Optional<String> ahead = end(site);
        return denied.or(() -> ahead).<Result>map(Result.Denied::new).orElseGet(Result.Granted::new);
    }

    private synchronized List<HubServer> begin(String site) {
        asking.put(site, Optional.empty());
        return others(site);
    }

    private synchronized Optional<String> end(String site) {
        return Optional.ofNullable(asking.remove(site)).flatMap(by -> by);
    }

    private boolean isFree(String site, HubServer other) {
        HubServer.Address there = other.there().orElseThrow();
        try {
            return question.mayCall(there, site, ours(site));
        } catch (IOException e) {
            LOG.info("site={} event=server-not-asked server={} reason=\"{}\"", site, other.name(), e.getMessage());
            return true;
        }
    }

    private synchronized String ours(String site) {
        return sharers.getOrDefault(site, List.of()).stream().filter(HubServer::isHere).map(HubServer::name)
                .findFirst().orElse(name);
    }

    @Override
    public void claimed(String site, String server, Consumer<Boolean> answer) {
        yields(site, server).ifPresentOrElse(answer::accept,
                () -> sessions().accept(site, called -> answer.accept(!called)));
    }

    private synchronized BiConsumer<String, Consumer<Boolean>> sessions() {
        return inSession;
    }

    /** Whether we give way while we are asking ourselves; empty if we are not. */
    private synchronized Optional<Boolean> yields(String site, String server) {
        if (!asking.containsKey(site)) return Optional.empty();
        boolean ahead = isAhead(site, server);
        if (ahead) asking.put(site, Optional.of(server));
        return Optional.of(ahead);
    }

    /** Whether it comes before us in the list of those who may call a site. */
    private boolean isAhead(String site, String server) {
        List<String> names = sharers.getOrDefault(site, List.of()).stream().map(HubServer::name).toList();
        return names.indexOf(server) >= 0 && names.indexOf(server) < names.indexOf(ours(site));
    }
}
