package org.packetboat.connectors.dialup;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.packetboat.connectors.log.Repeats;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.SiteHost;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.text.Quoted;
import org.packetboat.protocols.dialup.Raised;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link that programs of the system switch on and off. Whatever {@code up} comes to, {@code down} is run before the
 * next {@code up}, and again and again if it fails, unless {@code status} says that the link is down all the same; then
 * whatever {@code up} has left running is ended. A program that hangs is ended with all it has started.
 */
public final class CommandSwitch implements Switch {
    private static final Logger LOG = LoggerFactory.getLogger(CommandSwitch.class);

    private static final String DOWN = "down";

    private final String name;
    private final CommandSettings settings;
    private final List<Duration> pauses;
    private final Repeats troubles = new Repeats();
    private Optional<Call> raised = Optional.empty();
    private Optional<ScheduledExecutorService> asking = Optional.empty();
    /** The programs that up has started. */
    private StartedPrograms started = StartedPrograms.begin();
    /** Repeats a down that failed. */
    private Optional<RepeatedDown> repeating = Optional.empty();

    /** @param name of the link, for the log */
    public CommandSwitch(String name, CommandSettings settings) {
        this(name, settings, RepeatedDown.PAUSES);
    }

    /** @param pauses before each time that a down which failed is repeated; the last of them lasts */
    CommandSwitch(String name, CommandSettings settings, List<Duration> pauses) {
        this.name = name;
        this.settings = settings;
        this.pauses = List.copyOf(pauses);
    }

    /** Sites whose {@code up} is the same can share it. */
    @Override
    public String target(Call call) {
        return String.join(" ", filled(settings.up(), call));
    }

    @Override
    public Raised raise(Call call, Consumer<Reply> lost) throws InterruptedException {
        repeating.ifPresent(RepeatedDown::end);
        repeating = Optional.empty();
        raised = Optional.of(call);
        started = StartedPrograms.begin();
        try {
            Optional<Reply> failed = run(settings.up(), call, settings.upTimeout(), started);
            Raised came = failed.<Raised>map(Raised.Failed::new).orElseGet(this::address);
            if (came instanceof Raised.Failed) lower();
            else if (!settings.status().isEmpty()) ask(call, lost);
            return came;
        } catch (InterruptedException unwanted) {
            lower();
            throw unwanted;
        }
    }

    private Optional<Reply> run(List<String> command, Call call, Duration most, StartedPrograms family)
            throws InterruptedException {
        List<String> words = filled(command, call);
        return switch (ProgramRun.of(name, words, most, family)) {
            case ProgramRun.Result.Exited(int code, String _) when code == 0 -> Optional.empty();
            case ProgramRun.Result.Exited(int code, String said) ->
                Optional.of(new Reply(450, "4.4.1",
                        words.getFirst() + " ended with " + code + ": " + Quoted.oneLine(said)));
            case ProgramRun.Result.Hung(Duration after) -> Optional.of(new Reply(450, "4.4.1",
                    words.getFirst() + " hung and was ended after " + after.toSeconds() + " s"));
            case ProgramRun.Result.NotStarted(String why) -> Optional.of(new Reply(550, "5.3.5", Quoted.oneLine(why)));
        };
    }

    private static List<String> filled(List<String> command, Call call) {
        String host = host(call.route().transport()).orElse("");
        return command.stream().map(w -> w.replace("{site}", call.site()).replace("{host}", host)).toList();
    }

    /** Of several the preferred one. */
    private static Optional<String> host(Transport transport) {
        if (transport instanceof Transport.Smtp(Optional<String> host, int _, var _)) return host;
        return transport.several()
                .flatMap(site -> site.hosts().stream().min(Comparator.comparingInt(SiteHost::preference)))
                .map(SiteHost::host);
    }

    private Raised address() {
        if (settings.networkInterface().isEmpty()) return new Raised.Up(List.of(), Optional.empty());
        String wanted = settings.networkInterface().get();
        try {
            List<InetAddress> found = Optional.ofNullable(NetworkInterface.getByName(wanted)).stream()
                    .flatMap(NetworkInterface::inetAddresses).filter(a -> !a.isLinkLocalAddress()).toList();
            if (!found.isEmpty()) return new Raised.Up(found, Optional.empty());
        } catch (SocketException unreadable) {
            LOG.warn("event=interface-unreadable link={} why=\"{}\"", name, unreadable.getMessage());
        }
        return new Raised.Failed(new Reply(450, "4.4.1", "interface " + wanted + " has no address"));
    }

    private void ask(Call call, Consumer<Reply> lost) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("status-" + name).factory());
        asking = Optional.of(clock);
        long period = settings.statusInterval().toMillis();
        clock.scheduleWithFixedDelay(() -> ask(call, lost, clock), period, period, TimeUnit.MILLISECONDS);
    }

    private void ask(Call call, Consumer<Reply> lost, ScheduledExecutorService clock) {
        try {
            run(settings.status(), call, settings.statusInterval(), StartedPrograms.begin()).ifPresent(why -> {
                clock.shutdown();
                lost.accept(new Reply(450, "4.4.2", "the link is down: " + why.text()));
            });
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error bug) { // which the executor would keep to itself, and ask no more
            LOG.error("event=bug where=status-command link={}", name, bug);
        }
    }

    @Override
    public void lower() {
        stop(asking);
        asking = Optional.empty();
        raised.ifPresent(this::down);
        raised = Optional.empty();
    }

    private static void stop(Optional<ScheduledExecutorService> clock) {
        clock.ifPresent(ScheduledExecutorService::shutdownNow);
    }

    /** That somebody is in a hurry must not keep a metered link up. */
    private void down(Call call) {
        boolean hurried = Thread.interrupted();
        try {
            lowered(call).ifPresent(why -> repeat(call, why));
        } catch (InterruptedException again) {
            hurried = true;
            repeat(call, new Reply(450, "4.3.0", "it was broken off"));
        }
        int left = started.end(settings.downTimeout());
        if (left > 0) LOG.info("event=link-programs-ended link={} programs={}", name, left);
        if (hurried) Thread.currentThread().interrupt();
    }

    /** Runs down. @return why the link may still be up */
    private Optional<Reply> lowered(Call call) throws InterruptedException {
        Optional<Reply> failed = run(settings.down(), call, settings.downTimeout(), StartedPrograms.begin());
        if (failed.isPresent() && !isDownAlready(call)) return failed;
        failed.ifPresent(why -> LOG.info("event=link-down-already link={} why=\"{}\"", name, why.text()));
        troubles.over(DOWN);
        return Optional.empty();
    }

    /** Many a program fails because there is nothing left to take down. A status that does not run says nothing. */
    private boolean isDownAlready(Call call) throws InterruptedException {
        if (settings.status().isEmpty()) return false;
        return ProgramRun.of(name, filled(settings.status(), call), settings.statusInterval(),
                StartedPrograms.begin()) instanceof ProgramRun.Result.Exited(int code, String _) && code != 0;
    }

    /** A link that stays up may cost money: until the next up it is tried again and again to take it down. */
    private void repeat(Call call, Reply why) {
        tell(why);
        repeating = Optional.of(RepeatedDown.begin(name, pauses, () -> isLoweredAgain(call)));
    }

    private boolean isLoweredAgain(Call call) throws InterruptedException {
        Optional<Reply> failed = isDownAlready(call) ? Optional.empty() : lowered(call);
        failed.ifPresent(this::tell);
        if (failed.isPresent()) return false;
        troubles.over(DOWN);
        LOG.info("event=link-down-at-last link={}", name);
        return true;
    }

    private void tell(Reply why) {
        troubles.happened(DOWN, why.text()).ifPresent(count -> LOG.error(
                "event=link-down-failed link={} why=\"{}\"{} remedy=\"it may still be up: look after it; {} is run"
                        + " again until it succeeds\"",
                name, why.text(), Repeats.times(count), settings.down().getFirst()));
    }
}
