package org.packetboat.connectors.dialup;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.RelayedSupply;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Transport;
import org.packetboat.protocols.dialup.Raised;

/**
 * One session over a link that has to be up for it: a thread that waits for the link, has the session opened, and gives
 * the link back when it is over. The supply hears of the end once, whatever happens.
 */
final class Contact implements Link.Session {
    private static final Reply NO_HOST = new Reply(550, "5.3.5",
            "the far end of the link has no address, and the route names no host");

    private final LinkRunner runner;
    private final Function<Raised.Up, Link> over;
    private final Inquiry inquiry;
    private final Call call;
    private final Supply supply;
    private final Thread thread;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private Optional<Link.Session> session = Optional.empty();
    /** A limit that has changed since. */
    private Optional<Optional<Long>> throttle = Optional.empty();
    private Optional<String> stopped = Optional.empty();
    private Optional<Reply> dropped = Optional.empty();
    private boolean waiting = true;

    Contact(LinkRunner runner, Function<Raised.Up, Link> over, Inquiry inquiry, Call call, Supply supply) {
        this.runner = runner;
        this.over = over;
        this.inquiry = inquiry;
        this.call = call;
        this.supply = supply;
        this.thread = Thread.ofPlatform().daemon().name("contact-" + call.site()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        Ending how = new Ending.Unreached(new Reply(451, "4.3.0", "the link failed here"));
        try {
            how = switch (runner.take(this, call)) {
                case Raised.Failed(Reply reply) -> new Ending.Unreached(reply);
                case Raised.Up up -> talk(up);
            };
        } catch (InterruptedException wanted) {
            how = lost().<Ending>map(Ending.Dropped::new).orElseGet(() -> new Ending.Stopped(whyStopped()));
        } finally {
            supply.ended(how);
        }
    }

    private Ending talk(Raised.Up up) throws InterruptedException {
        try {
            Optional<Transport> named = named(up);
            if (named.isEmpty()) return new Ending.Unreached(NO_HOST);
            Optional<Transport> found = found(named.get(), up);
            if (found.isEmpty()) return new Ending.Unreached(nobody());
            begin(up, new Call(call.route().reachedBy(found.get()), call.domain(), call.closes(), call.server()));
            Ending how = ending.join();
            return lost().<Ending>map(Ending.Dropped::new).orElse(how);
        } finally {
            runner.giveBack(this);
        }
    }

    private synchronized String whyStopped() {
        return stopped.orElse("interrupted");
    }

    private synchronized Optional<Reply> lost() {
        return dropped;
    }

    private synchronized void begin(Raised.Up up, Call reached) {
        waiting = false;
        Thread.interrupted(); // who wanted it to stop is heard below
        if (stopped.isPresent() || dropped.isPresent()) {
            ending.complete(new Ending.Stopped(stopped.orElse("the link is gone")));
            return;
        }
        session = Optional.of(over.apply(up).open(reached, new RelayedSupply(supply, runner::used, ending::complete)));
        throttle.ifPresent(session.get()::throttled);
    }

    /** Whom the route names; on a call, without a name, the far end. */
    private Optional<Transport> named(Raised.Up up) {
        if (!(call.route()
                .transport() instanceof Transport.DialUp(var _, Optional<Transport> beyond, int port, var policy)))
            return Optional.of(call.route().transport());
        return beyond.or(() -> up.peer()
                .map(peer -> new Transport.Smtp(Optional.of(peer.getHostAddress()), port, policy)));
    }

    private Optional<Transport> found(Transport named, Raised.Up up) throws InterruptedException {
        if (!(named instanceof Transport.Asked asked)) return Optional.of(named);
        runner.used();
        return inquiry.server(asked, call.domain().orElseThrow(), up.from());
    }

    private Reply nobody() {
        return new Reply(450, "4.4.4", "no server on the network answers for "
                + call.domain().map(Domain::name).orElse("the domain"));
    }

    @Override
    public synchronized void throttled(Optional<Long> most) {
        throttle = Optional.of(most);
        session.ifPresent(s -> s.throttled(most));
    }

    @Override
    public synchronized void stop(boolean now, String why) {
        if (stopped.isEmpty()) stopped = Optional.of(why);
        session.ifPresent(s -> s.stop(now, why));
        if (waiting) thread.interrupt();
    }

    /** The link is gone, or nothing happens on it; nobody needs to say farewell. */
    synchronized void dropped(Reply why) {
        if (dropped.isEmpty()) dropped = Optional.of(why);
        session.ifPresent(s -> s.stop(true, why.text()));
        if (waiting) thread.interrupt();
    }
}
