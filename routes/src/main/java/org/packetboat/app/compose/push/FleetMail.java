package org.packetboat.app.compose.push;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.settings.PushSettings;
import org.packetboat.app.config.settings.RecipientSettings;
import org.packetboat.camel.inbound.InboundDesk;
import org.packetboat.camel.inbound.InboundPattern;
import org.packetboat.connectors.jmx.server.Submissions;
import org.packetboat.connectors.log.Repeats;
import org.packetboat.connectors.recipients.RecipientLists;
import org.packetboat.connectors.seal.PublicKeys;
import org.packetboat.connectors.seal.ServerKeys;
import org.packetboat.connectors.seal.ServerSeal;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.route.Policy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a running server does about configurations and lists of recipients by mail: it has a mailbox for them, sends
 * what is owed, and looks whether a configuration on trial works. One that neither pushes nor takes anything has none
 * of it.
 */
public final class FleetMail implements ConfigurationReceiver.Changed, AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(20);
    private static final String THIS = "push-answer";
    private static final Logger LOG = LoggerFactory.getLogger(FleetMail.class);

    private final Repeats repeats = new Repeats();
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofVirtual().name("fleet-mail").factory());
    private final long began = System.nanoTime();
    private final PushPost post;
    private final Runnable restart;
    private Optional<ConfigurationVersions> versions = Optional.empty();
    private Function<PushAnswer, byte[]> seal = PushAnswer::bytes;
    private Optional<ConfigurationTrial> trial = Optional.empty();
    private Optional<ConfigurationPush> push = Optional.empty();
    private Optional<RecipientsPush> recipients = Optional.empty();

    private FleetMail(PushPost post, Runnable restart) {
        this.post = post;
        this.restart = restart;
    }

    /**
     * What the server has to do with it.
     *
     * @param trouble told what an operator should look at
     * @param restart ends the server, to be started by the configuration in force; returns at once
     */
    public record Surroundings(Configuration configuration, Intake intake, InboundDesk desk, HubCalls calls,
            RecipientLists lists, Supplier<Policy> policy, InstantSource clock, Consumer<String> trouble,
            Runnable restart) {}

    /** The file of a server's private keys. */
    public static Path keys(Path data) {
        return data.resolve("fleet.key");
    }

    /** Begins; empty if nobody pushes anything here. */
    public static Optional<FleetMail> start(Surroundings server) throws IOException {
        Configuration configuration = server.configuration();
        if (!configuration.takesSealedMail()) return Optional.empty();
        FleetMail mail = new FleetMail(new PushPost(
                new Submissions(server.intake(), configuration.identity().server().name(), server.clock()),
                configuration.localDomains().getFirst().name(), configuration.reporting().operator()),
                server.restart());
        mail.begin(server);
        return Optional.of(mail);
    }

    private void begin(Surroundings server) throws IOException {
        Configuration configuration = server.configuration();
        PushSettings settings = configuration.fleet().push();
        Path data = configuration.places().data();
        ServerKeys keys = ServerKeys.in(keys(data));
        push = settings.branches().map(branches -> new ConfigurationPush(branches, keys, new PushBook(data),
                server.policy(), server.clock(), settings.trial(), post, server.trouble()));
        Map<String, FleetMailbox.Reader> readers = new HashMap<>(recipients(server, keys));
        if (settings.configuredBy().isPresent()) {
            ConfigurationVersions kept = new ConfigurationVersions(data);
            versions = Optional.of(kept);
            seal = answer -> ServerSeal.seal(keys, settings.configuredBy().get(), PushMail.ANSWER, answer.bytes());
            readers.put(PushMail.CONFIGURATION, new ConfigurationReceiver(configuration, keys,
                    settings.configuredBy().get(), kept, server.clock(), this));
            String hub = configuration.fleet().reportTo().orElseThrow();
            Instant now = server.clock().instant();
            ConfigurationTrial running = new ConfigurationTrial(kept, hub,
                    ConfigurationTrial.patience(server.policy().get(), hub, settings.trial(), now), this);
            trial = Optional.of(running);
            server.calls().tell(running);
        }
        List<InboundPattern> mailboxes = configuration.localDomains().stream()
                .<InboundPattern>map(domain -> new InboundPattern.Mailbox(PushMail.MAILBOX, domain)).toList();
        push.ifPresent(branches -> readers.put(PushMail.ANSWER, branches));
        server.desk().add(mailboxes, new FleetMailbox(readers));
        if (configuration.places().routes().isEmpty()) server.desk().open(); // else they open it
        thread.scheduleWithFixedDelay(this::look, 0, EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    /** Who takes and sends lists of recipients, by the kind of mail. */
    private Map<String, FleetMailbox.Reader> recipients(Surroundings server, ServerKeys keys) {
        Configuration configuration = server.configuration();
        server.lists().alwaysKnown(configuration.identity().localDomains().stream()
                .map(domain -> new Address(PushMail.MAILBOX, domain)).collect(Collectors.toSet()));
        RecipientSettings settings = configuration.recipients();
        List<PublicKeys> senders = settings.lists().stream()
                .flatMap(list -> list.source() instanceof RecipientSettings.Source.Pushed(PublicKeys by)
                        ? Stream.of(by)
                        : Stream.empty())
                .distinct().toList();
        RecipientsReceiver receiver = new RecipientsReceiver(server.lists(), senders, keys, post);
        server.lists().answering(receiver);
        recipients = configuration.fleet().push().branches().map(branches -> new RecipientsPush(
                server.lists().folder(), settings, new BranchKeys(branches), server.policy(), keys,
                server.clock(), post, server.trouble()));
        return recipients.<Map<String, FleetMailbox.Reader>>map(sender -> Map.of(PushMail.RECIPIENTS, receiver,
                PushMail.RECIPIENTS_ANSWER, sender)).orElseGet(() -> Map.of(PushMail.RECIPIENTS, receiver));
    }

    /** What pushes lists of recipients; empty if nothing does. */
    public Optional<RecipientsPush> recipients() {
        return recipients;
    }

    /** What pushes to branches; empty if nothing does. */
    public Optional<ConfigurationPush> push() {
        return push;
    }

    private void look() {
        try {
            sendOwed();
            trial.ifPresent(running -> running.look(Duration.ofNanos(System.nanoTime() - began)));
        } catch (RuntimeException | Error bug) { // which the executor would keep to itself, and look no more
            LOG.error("event=bug where=fleet-mail", bug);
        }
    }

    /** A kill in between sends the same again under the same key, which the queue knows. */
    private void sendOwed() {
        if (versions.isEmpty()) return;
        synchronized (versions.get()) {
            try {
                send(versions.get());
                repeats.over(THIS);
            } catch (IOException | IllegalStateException e) {
                repeats.happened(THIS, e.toString()).ifPresent(times -> LOG.warn(
                        "event=push-answer-waits reason=\"{}\"{}", e.getMessage(), Repeats.times(times)));
            }
        }
    }

    private void send(ConfigurationVersions kept) throws IOException {
        ConfigurationVersions.State state = kept.state();
        for (PushAnswer answer : state.owed())
            post.send(new PushMail(PushMail.ANSWER, answer.site(), seal.apply(answer)), state.answerTo(),
                    "Configuration " + answer.number() + " at " + answer.site() + ": "
                            + answer.what().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    "pushed " + answer.site() + " " + answer.number() + " " + answer.what());
        kept.told();
    }

    @Override
    public void answer() {
        thread.execute(this::look);
    }

    @Override
    public void restart() {
        restart.run();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
