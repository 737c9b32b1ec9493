package org.packetboat.connectors.smtp.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.packetboat.connectors.log.Repeats;
import org.packetboat.connectors.smtp.PacedWrites;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.RelayedSupply;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.SiteHost;
import org.packetboat.protocols.smtp.client.ClientProfile;
import org.packetboat.protocols.smtp.client.ClientService;
import org.packetboat.protocols.smtp.client.Pace;
import org.packetboat.protocols.smtp.client.RefusingSession;
import org.packetboat.protocols.smtp.client.SmtpClientSession;
import org.packetboat.protocols.smtp.client.Timeouts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session with a site: hosts are found, and every address of every host is tried in order until one talks. Where
 * TLS may be and its handshake fails, the same address is tried again without. All of it runs on the link's thread; the
 * supply hears of the end exactly once, at the latest when the network is closed.
 */
final class SmtpCall implements Link.Session {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpCall.class);

    private static final int LONGEST_LABEL = 63;

    private final SmtpLink link;
    private final EventLoop loop;
    private final Call call;
    private final Supply supply;
    private final Approach approach;
    private final Timeouts timeouts;
    private ClientProfile profile;
    private final Deque<SiteHost> hosts = new ArrayDeque<>();
    private final Deque<Target> targets = new ArrayDeque<>();
    /** How fast it may send. */
    private Optional<Long> throttle;
    private Optional<PacedWrites> paced = Optional.empty();
    /** The attempt under way. */
    private Optional<SessionDriver> current = Optional.empty();
    private Optional<Ending> stopped = Optional.empty();
    private Reply trouble = new Reply(451, "4.4.1", "no address to try");
    /** Said by a site of which no host is trusted, or that trusts us with none. */
    private Optional<Reply> tlsRefused = Optional.empty();
    private boolean hopeless = true;
    /** Whether we answered ourselves, and whether somebody else was tried. */
    private boolean ourselves;
    private boolean others;
    private boolean over;

    private record Target(String host, InetSocketAddress address) {
        /** As notices name it (RFC 3464 section 2.3.5): a domain, or an address in brackets. */
        String name() {
            if (AddressLiteral.read(host).isEmpty()) return host;
            String text = address.getAddress().getHostAddress();
            return address.getAddress() instanceof Inet6Address ? "[IPv6:" + text + "]" : "[" + text + "]";
        }

        @Override
        public String toString() {
            return host + "[" + address.getAddress().getHostAddress() + "]:" + address.getPort();
        }
    }

    SmtpCall(SmtpLink link, Call call, Supply supply) {
        this.link = link;
        this.loop = link.network().loop();
        this.call = call;
        this.throttle = call.route().terms().throttle();
        this.supply = supply;
        this.approach = Approach.to(call.route().transport());
        if (approach.hosts().isEmpty() && call.domain().isEmpty()) {
            throw new IllegalArgumentException(call.site() + " has neither a host nor a domain");
        }
        this.timeouts = call.route().transport().several()
                .map(site -> link.timeouts().greetedWithin(site.probe().timeout()))
                .orElse(link.timeouts());
        this.profile = new ClientProfile(link.name(), approach.lmtp(), approach.policy(), timeouts,
                Pace.of(call.route().rate()), approach.carried(), Optional.empty(),
                link.fetches().of(call.route().site()),
                new ClientService(link.fitting(), link.network().peers(),
                        (login, why) -> LOG.warn("event=fetch-refused site={} login={} reason=\"{}\"", call.site(),
                                login, why),
                        link.ourselves().place(), () -> link.ourselves().report().apply(call.route().site())));
    }

    @Override
    public void stop(boolean now, String why) {
        later(() -> stopHere(now, why));
    }

    @Override
    public void throttled(Optional<Long> most) {
        later(() -> {
            throttle = most;
            link.network().pacer(call.route().site(), most);
            paced.ifPresent(PacedWrites::paceChanged);
        });
    }

    private void later(Runnable work) {
        try {
            loop.execute(() -> guarded(work));
        } catch (RejectedExecutionException closed) {
            // whoever closed the network has ended this call
        }
    }

    /** Between two attempts there is nobody else to ask. */
    private void stopHere(boolean now, String why) {
        if (stopped.isEmpty()) stopped = Optional.of(new Ending.Stopped(why));
        current.ifPresentOrElse(driver -> driver.stop(now, why), () -> end(stopped.get()));
    }

    void begin() {
        link.network().begins(this);
        loop.execute(() -> guarded(this::start));
    }

    /** Whatever goes wrong here, the call comes to an end. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            broken(e);
        }
    }

    private void broken(RuntimeException e) {
        LOG.error("site={} event=session-failed", call.site(), e);
        end(new Ending.Dropped(new Reply(451, "4.3.0", "the session failed here")));
    }

    private <T> void then(CompletionStage<T> answer, Consumer<T> work) {
        answer.whenCompleteAsync((found, failure) -> guarded(() -> {
            if (failure != null) throw new IllegalStateException(failure);
            work.accept(found);
        }), loop);
    }

    private void start() {
        try {
            profile = profile.with(new RouteLogin(approach.policy().login(), link.random()).read());
        } catch (IOException e) {
            end(new Ending.Unreached(new Reply(451, "4.3.0", "the password can't be read: " + e)));
            return;
        }
        findWay();
    }

    private void findWay() {
        if (approach.hosts().isEmpty()) {
            findHosts();
            return;
        }
        hosts.addAll(link.order().of(approach.hosts(), link.from()));
        nextHost();
    }

    private void findHosts() {
        Domain domain = call.domain().orElseThrow();
        Optional<InetAddress> literal = AddressLiteral.read(domain.name());
        if (literal.isPresent()) {
            travel(new Itinerary.Hosts(List.of(domain.name())));
            return;
        }
        if (!canBeAsked(domain.name())) {
            refuse(new Reply(550, "5.1.2", "no domain in DNS can be called " + domain));
            return;
        }
        then(link.exchangers().exchangers(domain.name()),
                found -> travel(Itinerary.of(domain.name(), found, link.ourselves()::isCalled, link.random())));
    }

    /** Names in DNS have no longer labels than this (RFC 1035 section 2.3.4), and no brackets. */
    private static boolean canBeAsked(String name) {
        return !name.startsWith("[")
                && Arrays.stream(name.split("\\.")).allMatch(label -> label.length() <= LONGEST_LABEL);
    }

    private void travel(Itinerary itinerary) {
        if (over) return;
        switch (itinerary) {
            case Itinerary.Hosts(List<String> names) -> {
                names.forEach(name -> hosts.add(new SiteHost(name, approach.port(), 0)));
                nextHost();
            }
            case Itinerary.Nowhere(Reply reply) -> refuse(reply);
            case Itinerary.Later(Reply reply) -> end(new Ending.Unreached(reply));
        }
    }

    private void refuse(Reply reply) {
        LOG.info("site={} event=refused reply=\"{}\"", call.site(), reply);
        SessionDriver driver = new SessionDriver(new RefusingSession(reply), new NoLine(loop), last(), link.clock());
        current = Optional.of(driver);
        driver.on(new LinkSession.Event.Connected());
    }

    private void nextHost() {
        SiteHost host = hosts.poll();
        if (host == null) {
            noneLeft();
            return;
        }
        Optional<InetAddress> literal = AddressLiteral.read(host.host());
        if (literal.isPresent()) {
            found(host, new Lookup.Found<>(List.of(literal.get())));
            return;
        }
        HostAddresses book = approach.hosts().isEmpty() ? link.exchangers() : link.hosts();
        then(book.addresses(host.host()), addresses -> found(host, addresses));
    }

    /** Hosts that DNS itself named and that have no address will have none later either. */
    private void noneLeft() {
        if (ourselves && !others && !approach.carried()) {
            refuse(new Reply(554, "5.4.6", "mail for " + call.site() + " comes back to this server"));
        } else if (hopeless && approach.hosts().isEmpty()) {
            refuse(new Reply(550, "5.4.4", "no mail exchanger of " + call.site() + " has an address"));
        } else {
            Reply said = tlsRefused.orElse(trouble);
            Reply all = approach.hosts().size() > 1 ? ofAll(said) : said;
            end(tlsRefused.isPresent() ? new Ending.TlsRefused(all) : new Ending.Unreached(all));
        }
    }

    private Reply ofAll(Reply last) {
        return new Reply(last.code(), last.status(),
                "none of the site's " + approach.hosts().size() + " hosts can be used; the last: " + last.text());
    }

    private void found(SiteHost host, Lookup<InetAddress> addresses) {
        if (over) return;
        switch (addresses) {
            case Lookup.Found<InetAddress>(List<InetAddress> records) ->
                records.stream().filter(link.own()::reach).forEach(
                        record -> targets.add(new Target(host.host(), new InetSocketAddress(record, host.port()))));
            case Lookup.NoSuchName<InetAddress>() ->
                trouble = new Reply(451, "4.4.4", "there is no host " + host.host());
            case Lookup.Failed<InetAddress>(String why) -> {
                trouble = new Reply(451, "4.4.3", why);
                hopeless = false;
            }
        }
        others |= targets.isEmpty(); // somebody else, who may be reached another time
        nextTarget();
    }

    private void nextTarget() {
        Target target = targets.poll();
        if (target == null) {
            nextHost();
        } else {
            hopeless = false;
            connect(target, profile);
        }
    }

    private void connect(Target target, ClientProfile how) {
        NettyLine line = new NettyLine(loop, link.clock(), () -> link.tls().handler(how.policy(), target.host(),
                target.address().getPort(), link.timeouts().hello()));
        SmtpClientSession session = new SmtpClientSession(how, Optional.of(target.name()), () -> turn(line, target));
        Supply attempt = new RelayedSupply(supply, ending -> ended(target, how, new Try(line, session), ending));
        SessionDriver driver = new SessionDriver(session, line, attempt, link.clock());
        line.tell(driver::on, e -> {
            line.close();
            broken(e);
        });
        current = Optional.of(driver);
        dial(target, line).addListener(done -> {
            if (!done.isSuccess()) line.failed(done.cause());
        });
    }

    /** The far side becomes the client (RFC 2645): what it brings is taken in, and its end is ours. */
    private void turn(NettyLine line, Target target) {
        Consumer<LinkSession.Event> server = link.fetches().serve(line, target.address().getAddress());
        line.tell(event -> {
            if (!over) supply.active();
            server.accept(event);
            if (event instanceof LinkSession.Event.Lost) end(new Ending.Finished());
        }, e -> {
            line.close();
            broken(e);
        });
    }

    private ChannelFuture dial(Target target, NettyLine line) {
        Bootstrap connection = link.network().connection().handler(paced(line))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeouts.connect().toMillis())
                .option(ChannelOption.TCP_NODELAY, true);
        // What the system has taken can't be taken back when the window closes.
        if (profile.pace().isSlow()) connection.option(ChannelOption.SO_SNDBUF, 2 * profile.pace().piece());
        link.own().towards(target.address().getAddress()).ifPresent(ours -> connection.localAddress(ours, 0));
        return connection.connect(target.address());
    }

    /** No faster than the route says, with all there is around the mail. */
    private ChannelHandler paced(NettyLine line) {
        PacedWrites writes = new PacedWrites(link.network().pacer(call.route().site(), throttle));
        paced = Optional.of(writes);
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(writes, line);
            }
        };
    }

    private void ended(Target target, ClientProfile how, Try tried, Ending ending) {
        if (over) return;
        current = Optional.empty();
        if (stopped.isPresent() || !(ending instanceof Ending.Unreached(Reply said, var _))) {
            end(stopped.orElse(ending));
            return;
        }
        Reply reply = tried.line().tlsTrouble().map(why -> new Reply(454, "4.7.5", "no TLS: " + why)).orElse(said);
        notReached(target, reply, tried);
        ourselves |= tried.session().isOurselves();
        others |= !tried.session().isOurselves();
        if (tried.mayDoWithoutTls() && how.tls() == Tls.MAY && !how.needsTlsForLogin()) {
            connect(target, how.withoutTls());
        } else if (tried.session().hasHungUpOnHello() && !how.needsExtensions()) {
            connect(target, how.withHelo());
        } else {
            if (tried.isTlsRefused(how.needsTls())) tlsRefused = Optional.of(reply);
            nextTarget();
        }
    }

    /** One try at one address. */
    private record Try(NettyLine line, SmtpClientSession session) {
        /** What fails at our own files is no sign of what the far side can do. */
        boolean mayDoWithoutTls() {
            return !line.hasNoOwnTls() && (session.hasTlsFailed() || line.tlsTrouble().isPresent());
        }

        boolean isTlsRefused(boolean needed) {
            return line.hasNoOwnTls() || needed && (session.hasNoTls() || line.tlsTrouble().isPresent());
        }
    }

    private void notReached(Target target, Reply reply, Try tried) {
        link.network().unreached().happened(call.site() + " " + target, reply.toString())
                .ifPresent(
                        count -> LOG.info("site={} event=unreached host={} reply=\"{}\"{}", call.site(), target, reply,
                                Repeats.times(count)));
        if (!tried.session().isOurselves() || !others) trouble = reply;
    }

    private Supply last() {
        return new RelayedSupply(supply, this::end);
    }

    private void end(Ending ending) {
        if (over) return;
        over = true;
        link.network().ended(this);
        supply.ended(ending);
    }
}
