package org.packetboat.app.compose.push;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.packetboat.connectors.seal.PublicKeys;
import org.packetboat.connectors.seal.ServerKeys;
import org.packetboat.connectors.seal.ServerSeal;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Policy;

/**
 * Sends configurations to branches, and hears what became of them. For each branch there is a folder of files and its
 * public key beside it: {@code denver} and {@code denver.key}. A kill after the number was noted and before the mail
 * was in the queue leaves a push without an answer; it is repeated by hand. May be used from any thread.
 */
public final class ConfigurationPush implements FleetMailbox.Reader {
    private static final String SITES = "a site of the schedules";
    /** A branch of a version without such a mailbox can't say so. */
    private static final String SILENT = "it answers in the next call after it has the mail (packetboat trace "
            + PushMail.MAILBOX + "@ and its domain). If it does not, it is of a version that can't be configured by "
            + "mail, or has another key of this hub under configured-by: nothing has changed there";

    private final Path branches;
    private final ServerKeys keys;
    private final PushBook book;
    private final Supplier<Policy> policy;
    private final InstantSource clock;
    private final Duration patience;
    private final PushPost post;
    private final Consumer<String> trouble;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * @param patience how long after a branch's next window its answer may take
     * @param trouble  told what an operator should look at
     */
    ConfigurationPush(Path branches, ServerKeys keys, PushBook book, Supplier<Policy> policy, InstantSource clock,
            Duration patience, PushPost post, Consumer<String> trouble) {
        this.branches = branches;
        this.keys = keys;
        this.book = book;
        this.policy = policy;
        this.clock = clock;
        this.patience = patience;
        this.post = post;
        this.trouble = trouble;
    }

    /**
     * Sends a branch what its folder holds.
     *
     * @return what was done, in a sentence
     * @throws IllegalArgumentException if it can't be sent, and why
     */
    public String push(String site) {
        if (!PushBook.isName(site))
            throw new IllegalArgumentException("found site \"" + site + "\"; expected " + SITES);
        Domain domain = domain(site, policy.get());
        try {
            PublicKeys to = new BranchKeys(branches).of(site);
            Path folder = branches.resolve(site);
            if (!Files.isDirectory(folder))
                throw new IllegalArgumentException("there is no folder " + folder + " with what it is to have");
            PushedFiles files = PushedFiles.of(folder);
            PushBook.Pushed next = book.next(site, clock.instant());
            byte[] text = new PushedConfiguration(next.number(), site, post.mailbox(), files).bytes();
            byte[] sealed = ServerSeal.seal(keys, to, PushMail.CONFIGURATION, text);
            String id = post.send(new PushMail(PushMail.CONFIGURATION, site, sealed), PushMail.MAILBOX + "@" + domain,
                    "Configuration " + next.number() + " for " + site, "push " + site + " " + next.number());
            return "configuration " + next.number() + " for " + site + " waits in the queue as " + id + ": "
                    + files.files().size() + " files, " + sealed.length + " bytes";
        } catch (IOException e) {
            throw new IllegalStateException("the configuration for " + site + " is not sent: " + e, e);
        }
    }

    /** Where its mailboxes are: the first domain of its route that is one. */
    static Domain domain(String site, Policy policy) {
        return policy.routes().own().stream().filter(route -> route.site().equals(site))
                .flatMap(route -> route.domains().stream()).filter(DomainPattern.Exactly.class::isInstance)
                .map(pattern -> ((DomainPattern.Exactly) pattern).domain()).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("found site \"" + site + "\"; expected " + SITES
                        + " whose route has a domain"));
    }

    @Override
    public Outcome take(PushMail mail) {
        try {
            Optional<PushAnswer> answer = new BranchKeys(branches).ifKnown(mail.site())
                    .flatMap(from -> ServerSeal.open(keys, from, PushMail.ANSWER, mail.sealed()))
                    .flatMap(PushAnswer::read).filter(read -> read.site().equals(mail.site()));
            if (answer.isEmpty()) return FleetMailbox.NOT_SEALED;
            Instant now = clock.instant();
            book.answered(answer.get(), now).flatMap(last -> problem(mail.site(), last)).ifPresent(trouble);
            return FleetMailbox.TAKEN;
        } catch (IOException e) {
            return FleetMailbox.later("The answer can't be noted now: " + e.getMessage());
        }
    }

    /** The last push to a branch. @throws IllegalStateException if it can't be read */
    private Optional<PushBook.Pushed> last(String site) {
        try {
            return book.last(site);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** What became of the last push, in a few words; empty if there was none, or nobody can read it. */
    public String shortly(String site) {
        try {
            return book.last(site).map(pushed -> pushed.number() + " " + pushed.what()).orElse("");
        } catch (IOException damaged) {
            return "";
        }
    }

    /** What is wrong with the last push; empty if nothing, as far as is known. */
    public Optional<String> problem(String site) {
        try {
            return book.last(site).flatMap(pushed -> problem(site, pushed));
        } catch (IOException damaged) {
            return Optional.of("site " + site + ": " + damaged.getMessage());
        }
    }

    private Optional<String> problem(String site, PushBook.Pushed last) {
        if (last.failed())
            return Optional.of("site " + site + " has " + last.what() + " configuration " + last.number() + ": "
                    + last.reasons().getFirst());
        return last.isAnswered() || !isLate(site, Instant.parse(last.pushed()))
                ? Optional.empty()
                : Optional.of("site " + site + " has not answered configuration " + last.number() + ", sent "
                        + last.pushed() + ": " + SILENT);
    }

    /** Whether the branch had its time to answer what was sent then. */
    private boolean isLate(String site, Instant sent) {
        Instant now = clock.instant();
        return !sent.plus(patience).isAfter(now)
                && !sent.plus(ConfigurationTrial.patience(policy.get(), site, patience, sent)).isAfter(now);
    }

    /** What is wrong with the last pushes to branches whose keys are here, heard of or not. */
    public List<String> problems() {
        try {
            return sites().stream().flatMap(site -> problem(site).stream()).toList();
        } catch (IOException e) {
            return List.of("the folder " + branches + " can't be read: " + e.getMessage());
        }
    }

    private List<String> sites() throws IOException {
        try (Stream<Path> files = Files.list(branches)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(BranchKeys.KEY))
                    .map(name -> name.substring(0, name.length() - BranchKeys.KEY.length())).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Tells of those that owe an answer, each once. To be called now and then. */
    public void look() {
        try {
            for (String site : sites())
                look(site);
        } catch (IOException _) {
            // problems() says so
        }
    }

    private void look(String site) {
        try {
            book.last(site).filter(last -> !last.isAnswered()).flatMap(last -> problem(site, last)).filter(told::add)
                    .ifPresent(trouble);
        } catch (IOException _) {
            // problem() says so, and the other sites are looked at
        }
    }

    /**
     * All that is known of the last push, a line for each thing.
     *
     * @throws IllegalArgumentException if there was none
     */
    public List<String> tell(String site) {
        PushBook.Pushed pushed = last(site)
                .orElseThrow(() -> new IllegalArgumentException("nothing was pushed to site " + site));
        String first = "configuration " + pushed.number() + " for " + site + ", sent " + pushed.pushed() + ": "
                + (pushed.isAnswered() ? pushed.what() + ", " + pushed.answered() : "no answer yet");
        return Stream
                .concat(Stream.of(first), pushed.isAnswered() ? pushed.reasons().stream() : Stream.of(SILENT))
                .toList();
    }
}
