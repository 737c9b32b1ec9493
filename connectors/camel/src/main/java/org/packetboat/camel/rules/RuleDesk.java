package org.packetboat.camel.rules;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.packetboat.camel.inbound.InboundDesk;
import org.packetboat.protocols.milter.FilterTrouble;
import org.packetboat.protocols.milter.JudgedMail;
import org.packetboat.protocols.milter.Judgement;
import org.packetboat.protocols.milter.Rules;

/** Knows which route judges mail under which name. While routes are loaded or changed, mail waits. For any thread. */
public final class RuleDesk {
    private final InboundDesk loading;
    private final Map<String, RuleRoute> routes = new ConcurrentHashMap<>();

    /** @param loading knows whether routes are what they are to be */
    public RuleDesk(InboundDesk loading) {
        this.loading = loading;
    }

    /** @throws IllegalStateException if another one judges under this name */
    public void add(String name, RuleRoute route) {
        if (routes.putIfAbsent(name, route) != null)
            throw new IllegalStateException("another route begins with packetboat:filter?name=" + name + " already");
    }

    /** It judges no more. */
    public void remove(String name, RuleRoute route) {
        routes.remove(name, route);
    }

    /** Asks whichever route has this name then. */
    public Rules.Judge judge(String name) {
        return (mail, patience, text) -> judge(name, mail, patience, text);
    }

    private Judgement judge(String name, JudgedMail mail, Duration patience, Consumer<byte[]> text) {
        long begin = System.nanoTime();
        if (!isLoaded(patience)) throw new FilterTrouble("the server stops");
        RuleRoute route = routes.get(name);
        if (route == null) throw new FilterTrouble("no route begins with packetboat:filter?name=" + name);
        return route.judge(mail, patience.minusNanos(System.nanoTime() - begin), text);
    }

    private boolean isLoaded(Duration patience) {
        CompletableFuture<Boolean> known = new CompletableFuture<>();
        loading.whenKnown(known::complete);
        try {
            return known.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException _) {
            throw new FilterTrouble("its route is not loaded after " + patience.toSeconds() + " s");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new FilterTrouble("the server stops");
        }
    }
}
