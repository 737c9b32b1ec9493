package org.packetboat.protocols.smtp.client;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.peer.EightBit;
import org.packetboat.protocols.smtp.syntax.SmtpLimits;
import org.packetboat.protocols.smtp.text.FittedText;
import org.packetboat.protocols.smtp.text.TextFacts;
import org.packetboat.protocols.smtp.text.TextTaken;

/**
 * Makes transactions of the mail that the supply gives: its text is looked through, and made fit where the peer can't
 * take it as it is; its recipients are divided where the peer takes no more at a time. A large message is looked
 * through while the one before it is sent, so that it doesn't keep the line waiting. Says when the peer has had all
 * that it takes in a session.
 */
final class Preparation {
    /** In bytes: what is read as a whole. */
    private static final int SMALL = 64 * 1024;
    private static final Reply UNFITTED = new Reply(451, "4.3.0",
            "the message cannot be read, or made fit for the site, now");
    private static final FittedText UNSEEN = new FittedText(new BytesBody(new byte[0]), TextFacts.PLAIN);

    private final ClientProfile profile;
    private final Extensions extensions;
    private final Outbox out;
    private final Settlements settlements;
    private final Deque<Transfer> waiting = new ArrayDeque<>();
    private final Deque<Looked> ready = new ArrayDeque<>();
    private final Set<String> domains = new HashSet<>();
    /** The others of mail of which only some recipients are served now. */
    private final Map<EnvelopeId, Transfer> rests = new HashMap<>();
    /** What is read until it is over. */
    private final Map<Transaction, FittedText> texts = new IdentityHashMap<>();
    /** Read by whoever makes a text fit, from any thread. */
    private volatile boolean closed;
    private SessionLimits limits;
    private int begun;
    /** A message is being looked through, or made to fit. */
    private boolean fitting;
    /** Other mail goes before the one that is being made to fit. */
    private boolean outrun;
    private boolean full;
    private boolean stopped;

    /** What can be begun. */
    private record Looked(Transfer mail, FittedText text) {}

    Preparation(ClientProfile profile, Extensions extensions, Outbox out, Settlements settlements) {
        this.profile = profile;
        this.extensions = extensions;
        this.out = out;
        this.settlements = settlements;
        limits = profile.lmtp() ? SessionLimits.NONE : SessionLimits.of(profile.policy().limits(), extensions);
    }

    void add(List<Transfer> transfers) {
        if (!full && !stopped) waiting.addAll(transfers);
    }

    /** How much the supply has given that is not begun. */
    int size() {
        return waiting.size() + ready.size() + (fitting ? 1 : 0);
    }

    boolean isEmpty() {
        return waiting.isEmpty() && ready.isEmpty() && !fitting;
    }

    /** Whether the peer is to get no more in this session. */
    boolean isFull() {
        return full;
    }

    /** Nothing more is begun. What was not begun was not tried. */
    void stop() {
        stopped = true;
        clear();
    }

    private void clear() {
        waiting.clear();
        ready.forEach(looked -> looked.text().release().run());
        ready.clear();
    }

    /** It had enough after so many recipients of one message. */
    void learned(int recipients) {
        limits = limits.learned(recipients);
    }

    /** The next transaction, if one is ready; whoever calls begins it. */
    Optional<Transaction> next(Instant now) {
        while (ready.isEmpty() && !waiting.isEmpty() && !fitting)
            prepare(waiting.remove(), now);
        if (ready.isEmpty()) return Optional.empty();
        if (begun == limits.mails()) {
            full = true;
            clear();
            return Optional.empty();
        }
        Transaction next = divide(ready.remove(), now);
        if (!next.recipients().isEmpty()) begun++;
        return Optional.of(next);
    }

    /** Looks through the next message if it is large; what is small is looked through fast enough. */
    void lookAhead(Instant now) {
        if (ready.isEmpty() && !fitting && !waiting.isEmpty() && waiting.peek().body().size() > SMALL)
            prepare(waiting.remove(), now);
    }

    /** What is small is looked through at once. Who delivers gets it as it is. */
    private void prepare(Transfer mail, Instant now) {
        domains.add(mail.envelope().destination().name());
        if (domains.size() > limits.domains()) {
            full = true;
            waiting.clear();
        } else if (profile.lmtp()) {
            ready.add(new Looked(mail, new FittedText(mail.body(), TextFacts.PLAIN)));
        } else {
            look(mail, now);
        }
    }

    private void look(Transfer mail, Instant now) {
        FittedText small = mail.body().size() <= SMALL ? read(mail.body()) : UNSEEN;
        boolean eightBit = extensions.eightBit() || profile.policy().eightBit() == EightBit.REFUSE;
        // A Packetboat takes long lines, and knows what it had before by its bytes.
        TextTaken taken = new TextTaken(eightBit,
                extensions.repeats() ? SmtpLimits.STANDARD.textLine() : TextFacts.LONGEST_LINE);
        if (small != UNSEEN && small.facts().fit(taken)) ready.add(new Looked(mail, small));
        else fit(mail, taken, now);
    }

    /** What can't be read is found out again when it is sent, and then it is known whose fault it was. */
    private static FittedText read(Body body) {
        try {
            BytesBody bytes = new BytesBody(body.size() == 0 ? new byte[0] : body.read(0, (int) body.size()));
            return bytes.size() < body.size() ? UNSEEN : new FittedText(bytes, TextFacts.of(bytes));
        } catch (RuntimeException unreadable) {
            return new FittedText(body, TextFacts.PLAIN);
        }
    }

    private void fit(Transfer mail, TextTaken taken, Instant now) {
        fitting = true;
        out.add(new Action.Consult(answer -> profile.service().fitting().fit(mail.body(), taken, fitted -> {
            if (closed) fitted.ifPresent(text -> text.release().run()); // nobody waits for it any more
            else answer.accept(() -> fitted(mail, fitted, now));
        })));
    }

    private void fitted(Transfer mail, Optional<FittedText> fitted, Instant now) {
        fitting = false;
        if (outrun && !waiting.isEmpty()) {
            Transfer before = waiting.remove();
            waiting.addFirst(mail);
            waiting.addFirst(before);
            fitted.ifPresent(text -> text.release().run());
        } else if (stopped || full) {
            fitted.ifPresent(text -> text.release().run());
        } else {
            fitted.ifPresentOrElse(text -> ready.add(new Looked(mail, text)), () -> defer(mail, now));
        }
        outrun = false;
    }

    /** It is never sent as it is only because we are in trouble. */
    private void defer(Transfer mail, Instant now) {
        Transaction none = new Transaction(mail, TextFacts.PLAIN, profile, extensions, now);
        none.settleRest(new Outcome.Deferred(UNFITTED));
        settlements.settle(none);
    }

    /** The others come again, when what became of these is on disk: a crash repeats no part that was sent. */
    private Transaction divide(Looked looked, Instant now) {
        Transfer mail = looked.mail();
        List<Recipient> all = mail.envelope().recipients();
        List<Recipient> some = all.subList(0, Math.min(limits.recipients(), all.size()));
        Transfer part = mail.part(mail.envelope().remaining(some), looked.text().body());
        if (some.size() < all.size()) {
            List<Recipient> others = all.subList(some.size(), all.size());
            rests.put(part.envelope().id(), mail.part(mail.envelope().remaining(others), mail.body()));
        }
        Transaction begun = new Transaction(part, looked.text().facts(), profile, extensions, now);
        texts.put(begun, looked.text());
        return begun;
    }

    /**
     * The others are next, before these are settled, and before what was looked through meanwhile.
     *
     * @return whether there are any, and they may be begun
     */
    boolean goOn(EnvelopeId id) {
        if (full || stopped || !rests.containsKey(id)) return false;
        outrun = fitting;
        while (!ready.isEmpty()) {
            Looked looked = ready.removeLast();
            looked.text().release().run();
            waiting.addFirst(looked.mail());
        }
        waiting.addFirst(rests.remove(id));
        return true;
    }

    /** It was settled. @return whether more of it is to come */
    boolean settled(EnvelopeId id) {
        return rests.remove(id) != null;
    }

    /** Its text is not read any more. */
    void letGo(Transaction mail) {
        Optional.ofNullable(texts.remove(mail)).ifPresent(text -> text.release().run());
    }

    /** The session is over: nothing is read any more. */
    void close() {
        closed = true;
        texts.values().forEach(text -> text.release().run());
        texts.clear();
        clear();
    }
}
