package org.packetboat.app.compose.push;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.packetboat.connectors.recipients.PushPart;
import org.packetboat.connectors.recipients.RecipientLists;
import org.packetboat.connectors.seal.PublicKeys;
import org.packetboat.connectors.seal.ServerKeys;
import org.packetboat.connectors.seal.ServerSeal;
import org.packetboat.engine.link.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes lists of recipients that are pushed here: what is sealed by the key that may push that list is kept; the list
 * itself puts it in force, or refuses it, and that is answered by mail. An answer that can't be sent is left out: who
 * pushes goes on without it.
 */
final class RecipientsReceiver implements FleetMailbox.Reader, RecipientLists.PushListener {
    private static final Logger LOG = LoggerFactory.getLogger(RecipientsReceiver.class);

    private final RecipientLists lists;
    private final List<PublicKeys> senders;
    private final ServerKeys keys;
    private final PushPost post;

    /** @param senders who may push some list here */
    RecipientsReceiver(RecipientLists lists, List<PublicKeys> senders, ServerKeys keys, PushPost post) {
        this.lists = lists;
        this.senders = List.copyOf(senders);
        this.keys = keys;
        this.post = post;
    }

    @Override
    public Outcome take(PushMail mail) {
        for (PublicKeys from : senders) {
            Optional<byte[]> opened = ServerSeal.open(keys, from, PushMail.RECIPIENTS, mail.sealed());
            if (opened.isPresent()) return take(opened.get(), from);
        }
        return FleetMailbox.NOT_SEALED;
    }

    private Outcome take(byte[] text, PublicKeys from) {
        PushPart part;
        try {
            part = PushPart.read(text);
        } catch (IOException e) {
            return FleetMailbox.refused("5.6.0", "This part of a list can't be used: " + e.getMessage());
        }
        String list = part.head().list();
        boolean isHis = lists.pusher(list).filter(from.word()::equals).isPresent();
        if (!isHis)
            return FleetMailbox.refused("5.7.1", "This server may not push a list " + list + " here; expected "
                    + "recipients: { lists: { " + list + ": { pushed-by: ITS-KEY } } } in packetboat.yaml");
        try {
            lists.take(part);
            LOG.info("event=recipients-part list={} push={} part={} of={}", list, part.head().number(),
                    part.head().part() + 1, part.head().parts());
            return FleetMailbox.TAKEN;
        } catch (IOException e) {
            LOG.warn("event=recipients-not-written list={} reason=\"{}\"", list, e.toString());
            return FleetMailbox.later("The list can't be written now: " + e.getMessage());
        }
    }

    @Override
    public void became(PushPart.Head head, Verdict verdict, String why, long newest) {
        LOG.info("event=recipients-push list={} push={} verdict={} in-force={} reason=\"{}\"", head.list(),
                head.number(), verdict, newest, why);
        RecipientsAnswer answer = new RecipientsAnswer(head.list(), head.site(), head.number(), verdict, why, newest);
        try {
            PublicKeys to = PublicKeys.parse(lists.pusher(head.list()).orElseThrow());
            post.send(new PushMail(PushMail.RECIPIENTS_ANSWER, head.site(),
                    ServerSeal.seal(keys, to, PushMail.RECIPIENTS_ANSWER, answer.bytes())), head.answerTo(),
                    "Recipients " + head.list() + " " + head.number() + " at " + head.site() + ": " + verdict,
                    "recipients " + head.list() + " " + head.site() + " " + head.number() + " " + verdict + " "
                            + newest);
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOG.warn("event=recipients-not-answered list={} push={} reason=\"{}\"", head.list(), head.number(),
                    e.getMessage());
        }
    }
}
