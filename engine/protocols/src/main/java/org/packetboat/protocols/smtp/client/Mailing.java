package org.packetboat.protocols.smtp.client;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.text.Quoted;
import org.packetboat.protocols.mail.PeerReply;

/**
 * One mail transaction after another, until the supply has no more. With PIPELINING the next one's commands follow the
 * last one's body at once, so that the line stays full; answers are matched in order. At most one message is being
 * written at a time.
 *
 * <p>A recipient counts as delivered only on a positive answer that came after the whole message was sent. A message
 * wholly sent but not answered when the line goes is tried again and may arrive twice: SMTP knows no better.
 */
final class Mailing {
    private static final Set<Integer> UNKNOWN_COMMAND = Set.of(500, 502, 503);
    private static final byte[] LONE_DOT = {'.', '\r', '\n'};
    /** To MAIL, from a peer that has taken mail in this session: it wants no more in it. */
    private static final int ENOUGH = 452;

    private final ClientProfile profile;
    private final Timeouts timeouts;
    private final Extensions extensions;
    private final Dialogue dialogue;
    private final Outbox out;
    private final Optional<Fetching> fetching;
    private final Predicate<String> lacks;
    private final Deque<Transaction> flying = new ArrayDeque<>();
    private Optional<Transaction> sending = Optional.empty();
    private final Settlements settlements;
    private final Preparation preparation;
    private Optional<String> stopping = Optional.empty();
    private boolean asking;
    private boolean dry;
    private boolean clean = true;
    private boolean gambling = true;
    private boolean closing;
    /** Whether the peer has taken a message in this session. */
    private boolean taken;

    /** @param lacks told of what the peer offers and does not know; says whether that will be remembered */
    Mailing(ClientProfile profile, Extensions extensions, Dialogue dialogue, Outbox out, Optional<Fetching> fetching,
            Predicate<String> lacks) {
        this.lacks = lacks;
        this.profile = profile;
        this.timeouts = profile.timeouts();
        this.extensions = extensions;
        this.dialogue = dialogue;
        this.out = out;
        this.fetching = fetching;
        this.settlements = new Settlements(out);
        this.preparation = new Preparation(profile, extensions, out, settlements);
        dialogue.pipelining(extensions.pipelining());
    }

    void offered(List<Transfer> transfers) {
        asking = false;
        if (stopping.isPresent()) return;
        preparation.add(transfers);
        dry = transfers.isEmpty();
    }

    /** Whether a message is being written, so that the line, not the peer, is waited for. */
    boolean isStreaming() {
        return sending.filter(Transaction::isBegun).isPresent();
    }

    void drained() {
        sending.filter(Transaction::isBegun).filter(t -> t.size() > profile.pace().piece())
                .ifPresent(t -> out.add(new Action.Progress(t.id(), t.offset())));
    }

    /**
     * Asked just before it, or its body, is begun, since the process may have been stopped. If another machine may be
     * sending what was handed out, no message is begun any more, nor the body of one.
     */
    private boolean mayBegin(Transaction mail) {
        if (mail.mayBegin()) return true;
        stop("another machine may own the queue");
        flying.stream().filter(other -> !other.isBegun()).forEach(Transaction::abandon);
        return false;
    }

    /** Does what can be done now; to be called after every event. */
    void pump(Instant now) {
        while (!out.isOver() && !closing && advance(now)) {
            // each step may make room for another
        }
        if (out.isOver() || closing) return;
        preparation.lookAhead(now);
        boolean enough = dry || stopping.isPresent() || preparation.isFull();
        if (flying.isEmpty() && sending.isEmpty() && preparation.isEmpty() && enough) {
            quit();
        } else if (!asking && !enough && preparation.size() <= profile.pace().demand().envelopes() / 2) {
            asking = true;
            out.add(new Action.Ask(profile.pace().demand()));
        }
    }

    private boolean advance(Instant now) {
        if (!out.hasRoom(profile.pace().piece())) return false;
        if (isStreaming()) {
            write(sending.orElseThrow());
            return true;
        }
        int most = extensions.pipelining() ? profile.pace().ahead() : 1;
        if (sending.isPresent() || flying.size() >= most) return false;
        Optional<Transaction> next = preparation.next(now);
        next.ifPresent(this::start);
        return next.isPresent();
    }

    private void start(Transaction mail) {
        if (mail.recipients().isEmpty()) {
            over(mail);
            preparation.letGo(mail);
            return;
        }
        if (!mayBegin(mail)) {
            preparation.letGo(mail);
            return;
        }
        flying.add(mail);
        sending = Optional.of(mail);
        // What came before may have left the peer in the middle of something (RFC 3030 section 2).
        if (!clean) dialogue.say("RSET", timeouts.hello(), _ -> {});
        clean = false;
        String carried = profile.carried() ? mail.carried(profile.name()) : "";
        dialogue.say(mail.mailCommand() + carried + mail.named(profile.name()), timeouts.mail(),
                reply -> mailAnswered(mail, reply));
        for (Recipient to : mail.recipients())
            dialogue.say(mail.recipientCommand(to), timeouts.recipient(), reply -> recipientAnswered(mail, to, reply));
        if (extensions.pipelining()) rush(mail);
    }

    private void rush(Transaction mail) {
        if (!gambling) return;
        if (!extensions.chunking()) {
            askForData(mail);
        } else if (mail.size() <= profile.pace().gamble()) {
            beginChunk(mail);
        }
    }

    private void mailAnswered(Transaction mail, PeerReply reply) {
        if (reply.code() == ENOUGH && taken) {
            farewell(reply.reply());
            return;
        }
        if (reply.wantsLogin() && !taken) {
            lockedOut(mail, reply.reply());
            return;
        }
        mail.mailAnswered(reply);
        if (reply.isPositive() || extensions.pipelining()) return;
        dialogue.forgetUnsent();
        complete(mail);
    }

    private void recipientAnswered(Transaction mail, Recipient to, PeerReply reply) {
        mail.recipientAnswered(to, reply);
        if (!mail.areRecipientsAnswered()) return;
        if (mail.isLoginWantedForAll() && !taken) {
            lockedOut(mail, reply.reply());
            return;
        }
        if (mail.isAhead()) {
            // Some peers lose patience with a client that goes on where nobody was accepted.
            gambling &= mail.hasAccepted();
        } else if (!mail.hasAccepted() || mail.isAbandoned() || !mayBegin(mail)) {
            complete(mail);
        } else if (extensions.chunking()) {
            beginChunk(mail);
        } else {
            askForData(mail);
        }
    }

    private void askForData(Transaction mail) {
        mail.goAhead();
        dialogue.say("DATA", timeouts.data(), reply -> dataAnswered(mail, reply));
    }

    private void dataAnswered(Transaction mail, PeerReply reply) {
        if (!reply.isGoAhead()) {
            mail.answered(reply.isPositive() ? outOfPlace(reply) : reply);
            complete(mail);
        } else if (mail.isAbandoned() || mail.hasAccepted() && !mayBegin(mail)) {
            // After a 354 nothing but the message or a lost connection is understood.
            end(_ -> Optional.empty(), new Ending.Stopped(stopping.orElse("")));
        } else if (mail.hasAccepted()) {
            mail.begin(false);
            dialogue.expect(timeouts.end(), answer -> messageAnswered(mail, answer));
        } else {
            // Nobody to get it: an empty message ends what the peer began (RFC 2920 section 3.1).
            out.send(LONE_DOT);
            dialogue.expect(timeouts.end(), _ -> complete(mail));
        }
    }

    private static PeerReply outOfPlace(PeerReply reply) {
        return new PeerReply(451, List.of("4.5.0 the site gave an answer out of place: " + reply.reply()),
                Optional.empty());
    }

    private void beginChunk(Transaction mail) {
        mail.begin(true);
        dialogue.say("BDAT " + mail.size() + " LAST", timeouts.end(), answer -> messageAnswered(mail, answer));
        if (mail.isSent()) sending = Optional.empty();
    }

    private void write(Transaction mail) {
        try {
            out.send(mail.piece(profile.pace().piece()));
        } catch (RuntimeException e) {
            lost(new Reply(451, "4.3.0", "the stored message cannot be read"));
            return;
        }
        if (!mail.isSent()) return;
        sending = Optional.empty();
        if (!flying.contains(mail)) preparation.letGo(mail);
    }

    private void messageAnswered(Transaction mail, PeerReply reply) {
        if (!mail.isSent() && reply.isPositive() && mail.hasAccepted()) {
            lost(new Reply(451, "4.5.0", "the site took the message before it had it all"));
            return;
        }
        if (extensions.chunking() && UNKNOWN_COMMAND.contains(reply.code()) && mail.hasAccepted()
                && lacks.test("CHUNKING")) {
            withoutChunking(reply.reply());
            return;
        }
        taken |= reply.isPositive();
        if (profile.lmtp()) {
            mail.answeredOne(reply);
        } else {
            mail.answered(reply);
        }
        if (mail.hasAccepted()) {
            dialogue.expectAnother(timeouts.end(), answer -> messageAnswered(mail, answer));
            return;
        }
        if (flying.peekLast() == mail) clean = reply.isPositive();
        complete(mail);
        // The rest of a chunk must follow in any case; the rest of a refused DATA has no reader.
        if (!mail.isSent() && !extensions.chunking()) lost(reply.reply());
    }

    private void complete(Transaction mail) {
        flying.remove(mail);
        over(mail);
        boolean owesBytes = mail.isBegun() && !mail.isSent();
        if (owesBytes) return;
        sending = sending.filter(other -> other != mail);
        preparation.letGo(mail);
    }

    /** A peer that puts off everybody at first, as with greylisting, hears of all of them at once. */
    private void over(Transaction mail) {
        mail.enough().ifPresent(preparation::learned);
        if (mail.isPutOff() && preparation.goOn(mail.id())) settlements.hold(mail);
        else settle(mail);
    }

    private void settle(Transaction mail) {
        settlements.settle(mail);
        if (preparation.settled(mail.id())) dry = false; // the supply said so before it knew of the rest
    }

    private void quit() {
        closing = true;
        settlements.end();
        preparation.close();
        if (stopping.isEmpty() && fetching.isPresent()) fetching.get().fetch(this::sayQuit);
        else sayQuit();
    }

    private void sayQuit() {
        Ending ending = ending();
        dialogue.say("QUIT", timeouts.quit(), _ -> out.hangUp(ending));
    }

    private Ending ending() {
        return stopping.<Ending>map(Ending.Stopped::new).orElseGet(Ending.Finished::new);
    }

    /** Finishes what is under way and starts nothing more. */
    void stop(String why) {
        if (stopping.isEmpty()) stopping = Optional.of(why);
        preparation.stop();
        flying.stream().skip(1).filter(mail -> !mail.isBegun()).forEach(Transaction::abandon);
    }

    /** Ends at once, in the middle of anything. A message under way is never ended as if it were whole. */
    void cut(String why) {
        Reply reply = new Reply(451, "4.4.2", "stopped before the site answered: " + Quoted.oneLine(why));
        end(mail -> mail.isBegun() ? Optional.of(brokenOff(mail, reply)) : Optional.empty(),
                new Ending.Stopped(why));
    }

    /**
     * The line is gone, or the peer can't be talked to any longer. The message it broke off at counts as interrupted,
     * even if it was wholly sent: should it be the cause, it must not come first again at once. What was sent behind it
     * is deferred; the rest was not tried.
     */
    void lost(Reply reply) {
        Optional<Transaction> first = Optional.ofNullable(flying.peek());
        end(mail -> first.filter(one -> one == mail).map(_ -> interrupted(reply))
                .or(() -> mail.isBegun() ? Optional.of(brokenOff(mail, reply)) : Optional.empty()),
                new Ending.Dropped(reply));
    }

    /**
     * The peer says 421, or that it wants no more in this session. The message whose recipients or body it answers
     * counts as interrupted, lest it be the cause and come first again for ever; everything else was not tried.
     */
    void farewell(Reply reply) {
        Optional<Transaction> blamed = Optional.ofNullable(flying.peek()).filter(Transaction::isMailAnswered);
        end(mail -> blamed.filter(one -> one == mail).map(_ -> interrupted(reply)), new Ending.Dropped(reply));
    }

    /** What follows a BDAT that is not known is taken for commands: only a new connection helps. None was tried. */
    private void withoutChunking(Reply reply) {
        end(_ -> Optional.empty(), new Ending.Stopped("the site offers CHUNKING and does not know BDAT (" + reply
                + "); the next session goes without"));
    }

    /**
     * The peer wants to know who we are before it takes mail, or before it takes this one: many want it for some
     * senders or recipients only. Should it be this one, it must not come first again. The rest was not tried.
     */
    private void lockedOut(Transaction mail, Reply reply) {
        mail.interrupted(interrupted(reply));
        end(_ -> Optional.empty(), new Ending.LoginRefused(reply));
    }

    private static Outcome brokenOff(Transaction mail, Reply reply) {
        return mail.isSent() ? new Outcome.Deferred(reply) : interrupted(reply);
    }

    /** SMTP knows no way to go on in the middle: the next attempt starts at 0. */
    private static Outcome interrupted(Reply reply) {
        return new Outcome.Interrupted(0, reply);
    }

    private void end(Function<Transaction, Optional<Outcome>> fate, Ending ending) {
        for (Transaction mail : flying) {
            fate.apply(mail).ifPresent(mail::settleRest);
            settle(mail);
        }
        flying.clear();
        settlements.end();
        preparation.close();
        out.hangUp(closing ? ending() : ending);
    }
}
