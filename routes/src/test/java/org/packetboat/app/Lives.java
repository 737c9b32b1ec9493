package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.awaitility.core.ConditionTimeoutException;
import org.packetboat.connectors.jmx.DomainRow;

/**
 * A server that lives and dies again and again while mail comes in, goes out, is refused, waits and is given up, all at
 * once. The moments are counted in what has happened so far, so that a slow machine changes nothing.
 */
final class Lives implements AutoCloseable {
    private static final int CLIENTS = 4;
    private static final int MOST_EVENTS = 60;
    private static final String ROUTES = """
            zone: UTC
            windows: { new-year: { cron: "0 0 0 1 1 ?", for: 1s } }
            routes:
              - { site: open, domains: ["*.open.example"], host: 127.0.0.1, port: SINK }
              - { site: refusing, domains: [refused.example], host: 127.0.0.1, port: SINK }
              - { site: closed, domains: [closed.example], window: new-year, host: 127.0.0.1, port: 1 }
              - { site: brief, domains: [brief.example], host: 127.0.0.1, port: 1, msdead: 1s }
            """;

    final Home home;
    final Load load;
    final Random random;
    private final Semaphore events = new Semaphore(0);
    private final Ends ends;
    private final SmtpSink sink;
    private volatile int life;

    /** @param load made to tell of each event */
    Lives(Path folder, Function<Runnable, Load> load, Random random) throws IOException {
        this.random = random;
        this.load = load.apply(events::release);
        this.ends = new Ends(this.load);
        this.sink = new SmtpSink(to -> to.endsWith(Load.REFUSED), this::arrived);
        this.home = new Home(folder).withUsualConfiguration("").with("schedules/routes.yaml",
                ROUTES.replace("SINK", Integer.toString(sink.port())));
    }

    private void arrived(SmtpSink.Arrival arrival) {
        ends.delivered(life, arrival);
        events.release();
    }

    /** A life begins: to be said before its server is started. @return which, from 1 on */
    int begin() {
        return ++life;
    }

    /**
     * The life of a server that has just started, until it is killed at some moment.
     *
     * @param operator what an operator does as long as this is true
     */
    void liveAndDie(ServerProcess server, Consumer<AtomicBoolean> operator) throws InterruptedException {
        events.drainPermits();
        List<Thread> clients = load.on(server.port(), CLIENTS, random.nextLong());
        AtomicBoolean alive = new AtomicBoolean(true);
        Thread operating = Thread.ofPlatform().daemon().start(() -> operator.accept(alive));
        int moment = random.nextInt(MOST_EVENTS);
        assertTrue(events.tryAcquire(moment, ServerProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS), server::log);
        alive.set(false);
        server.kill();
        sink.awaitEnd(); // what it had sent by then belongs to this life
        for (Thread client : clients)
            client.join();
        operating.join();
        ends.told(life, server.log());
    }

    /** The life after all: waits until all is gone that can go. */
    void awaitRest(JmxView jmx) {
        await().atMost(ServerProcess.PATIENCE).until(() -> jmx.server().listDomains().stream().map(DomainRow::domain)
                .toList().equals(List.of(Load.CLOSED)));
    }

    /**
     * Where all that was acknowledged has ended. Notices wait a second for what else fails of their message.
     *
     * @param stored who has mail in a mailbox of the server
     */
    Account account(JmxView jmx, Callable<List<String>> stored) throws Exception {
        try {
            return await().atMost(ServerProcess.PATIENCE).until(() -> read(jmx, stored), Account::isComplete);
        } catch (ConditionTimeoutException incomplete) {
            return read(jmx, stored);
        }
    }

    private Account read(JmxView jmx, Callable<List<String>> stored) throws Exception {
        return new Account(load, ends, Ends.returned(home.data().resolve("mail/sender/new")),
                Ends.waiting(jmx.server()), stored.call());
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }
}
