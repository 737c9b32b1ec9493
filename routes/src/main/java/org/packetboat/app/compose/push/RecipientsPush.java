package org.packetboat.app.compose.push;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.packetboat.app.config.settings.RecipientSettings;
import org.packetboat.connectors.jmx.recipients.RecipientPushRow;
import org.packetboat.connectors.recipients.PushPart;
import org.packetboat.connectors.recipients.SentList;
import org.packetboat.connectors.seal.PublicKeys;
import org.packetboat.connectors.seal.ServerKeys;
import org.packetboat.connectors.seal.ServerSeal;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.route.Policy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes lists of recipients to servers before this one, and hears what became of them. What is heard changes what the
 * next push holds, and nothing else: nobody can ask this server for anything. May be used from any thread.
 */
public final class RecipientsPush implements FleetMailbox.Reader {
    private static final Logger LOG = LoggerFactory.getLogger(RecipientsPush.class);

    private final Path folder;
    private final RecipientSettings settings;
    private final BranchKeys sites;
    private final Supplier<Policy> policy;
    private final ServerKeys keys;
    private final InstantSource clock;
    private final PushPost post;
    private final Consumer<String> trouble;

    /**
     * @param folder  where lists are kept
     * @param sites   the keys of servers that may have lists
     * @param trouble told what an operator should look at
     */
    RecipientsPush(Path folder, RecipientSettings settings, BranchKeys sites, Supplier<Policy> policy,
            ServerKeys keys, InstantSource clock, PushPost post, Consumer<String> trouble) {
        this.folder = folder;
        this.settings = settings;
        this.sites = sites;
        this.policy = policy;
        this.keys = keys;
        this.clock = clock;
        this.post = post;
        this.trouble = trouble;
    }

    private RecipientSettings.ListSource list(String name, String site) {
        return settings.lists().stream().filter(list -> list.name().equals(name))
                .filter(list -> list.push().to().contains(site)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the list " + name + " is not for " + site
                        + "; expected recipients: { lists: { " + name + ": { push-to: " + site
                        + " } } } in packetboat.yaml"));
    }

    /**
     * Sends a server what has changed of a list.
     *
     * @param whole whether all of it is sent
     * @return what was done, in a sentence
     * @throws IllegalArgumentException if it can't be sent, and why
     */
    public synchronized String push(String name, String site, boolean whole) {
        RecipientSettings.ListSource list = list(name, site);
        String mailbox = PushMail.MAILBOX + "@" + ConfigurationPush.domain(site, policy.get());
        SentList sent = new SentList(folder, name, site);
        try {
            PublicKeys to = sites.of(site);
            Optional<SentList.Push> next = sent.next(new SentList.Order(list.push().hashed(), whole, site,
                    Address.parseLoosely(post.mailbox())), clock.instant());
            if (next.isEmpty()) return name + " for " + site + ": nothing has changed since push " + told(sent.state());
            try (SentList.Push push = next.get()) {
                return send(push, to, mailbox, sent);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the list " + name + " is not sent to " + site + ": " + e.getMessage(), e);
        }
    }

    private String send(SentList.Push push, PublicKeys to, String mailbox, SentList sent) throws IOException {
        PushPart.Head head = push.head();
        for (int index = 0; index < head.parts(); index++) {
            byte[] sealed = ServerSeal.seal(keys, to, PushMail.RECIPIENTS, push.part(index).bytes());
            post.send(new PushMail(PushMail.RECIPIENTS, head.site(), sealed), mailbox,
                    "Recipients " + head.list() + " " + head.number() + " for " + head.site() + ", "
                            + (index + 1) + " of " + head.parts(),
                    "recipients " + head.list() + " " + head.site() + " " + head.number() + " " + index);
        }
        sent.sent(head.number());
        LOG.info("event=recipients-pushed list={} site={} push={} whole={} rows={} of={} parts={}", head.list(),
                head.site(), head.number(), head.whole(), push.changes(), head.rows(), head.parts());
        return head.list() + " for " + head.site() + ": push " + head.number() + " waits in the queue: "
                + (head.whole()
                        ? "all " + head.rows() + " recipients"
                        : push.changes() + " changes, of " + head.rows()
                                + " recipients")
                + ", mails: " + head.parts();
    }

    private static String told(SentList.State state) {
        return state.number() + " (" + state.what() + (state.answered().isEmpty() ? ", no answer yet" : "")
                + (state.why().isEmpty() ? "" : ": " + state.why()) + ")";
    }

    @Override
    public synchronized Outcome take(PushMail mail) {
        try {
            Optional<PublicKeys> from = sites.ifKnown(mail.site());
            Optional<RecipientsAnswer> opened = from
                    .flatMap(key -> ServerSeal.open(keys, key, PushMail.RECIPIENTS_ANSWER, mail.sealed()))
                    .flatMap(RecipientsAnswer::read).filter(answer -> answer.site().equals(mail.site()));
            boolean isOurs = opened.isPresent() && settings.lists().stream().anyMatch(list -> list.name().equals(opened
                    .get().list()) && list.push().to().contains(mail.site()));
            if (!isOurs) return FleetMailbox.NOT_SEALED;
            hear(opened.get());
            return FleetMailbox.TAKEN;
        } catch (IOException e) {
            return FleetMailbox.later("The answer can't be noted now: " + e.getMessage());
        }
    }

    private void hear(RecipientsAnswer answer) throws IOException {
        SentList sent = new SentList(folder, answer.list(), answer.site());
        Optional<SentList.State> now = sent.answered(answer.number(), answer.what(), answer.why(), answer.newest(),
                clock.instant());
        LOG.info("event=recipients-answer list={} site={} push={} verdict={} counts={} reason=\"{}\"", answer.list(),
                answer.site(), answer.number(), answer.what(), now.isPresent(), answer.why());
        now.flatMap(state -> problem(answer.list(), answer.site(), state)).ifPresent(trouble);
    }

    private static Optional<String> problem(String list, String site, SentList.State state) {
        return Optional.of(state).filter(last -> last.what().equals("refused"))
                .map(last -> "site " + site + " has refused recipients of " + list + " (push " + last.number() + "): "
                        + last.why() + (last.whole() ? "; the next push sends all of them" : ""));
    }

    /** How each list stands with each server that it is pushed to. */
    public List<RecipientPushRow> rows() {
        List<RecipientPushRow> rows = new ArrayList<>();
        for (RecipientSettings.ListSource list : settings.lists())
            for (String site : list.push().to())
                rows.add(row(list.name(), site));
        return rows;
    }

    private RecipientPushRow row(String list, String site) {
        try {
            SentList.State state = new SentList(folder, list, site).state();
            return new RecipientPushRow(list, site, state.number(), state.number() == 0 ? "never sent" : state.what(),
                    state.sent(), state.answered(), state.rows(), state.changes(),
                    problem(list, site, state).orElse(""));
        } catch (IOException e) {
            return new RecipientPushRow(list, site, 0, "", "", "", 0, 0, "what was sent of " + list + " to " + site
                    + " can't be read: " + e.getMessage());
        }
    }
}
