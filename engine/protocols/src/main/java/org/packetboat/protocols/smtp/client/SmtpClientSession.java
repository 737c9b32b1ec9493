package org.packetboat.protocols.smtp.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.text.Quoted;
import org.packetboat.protocols.mail.PeerReply;
import org.packetboat.protocols.mail.ReplyReader;
import org.packetboat.protocols.smtp.sasl.SaslLogin;

/**
 * The client's side of one SMTP (RFC 5321) or LMTP (RFC 2033) connection: it opens, sends what the supply has, quits.
 * {@link Opening} and {@link Mailing} hold the two halves of the talk.
 *
 * <p>Every wait for a reply has a limit (RFC 5321 section 4.5.3.2), which holds for the whole reply, however its bytes
 * come in. Whatever goes wrong before the first mail is asked for ends in {@link Ending.Unreached}
 * and concerns no message; later, in {@link Ending.Dropped}. A peer that refuses our login, or wants one, ends it in
 * {@link Ending.LoginRefused}, whenever it says so.
 */
public final class SmtpClientSession implements LinkSession {
    private final ClientProfile profile;
    private final Outbox out = new Outbox();
    private final ReplyReader reader;
    private final Dialogue dialogue = new Dialogue(out);
    private final Optional<Fetching> fetching;
    private final Opening opening;
    private Optional<Mailing> mailing = Optional.empty();
    private boolean connected;
    private boolean tlsFailed;
    private boolean hungUpOnHello;
    private final Optional<String> host;
    private Instant now = Instant.MIN;
    private long replies;
    /** What is waited for, and until when: bytes that are no whole reply don't change that. */
    private Optional<Object> awaited = Optional.empty();
    private Instant deadline = Instant.MAX;

    /** A session that fetches nothing over its own connection. */
    public SmtpClientSession(ClientProfile profile) {
        this(profile, Optional.empty(), () -> {});
    }

    /**
     * @param host   whom it speaks to, as notices to senders are to name it: a domain, or an address in brackets
     * @param turned done when the connection is turned round by ATRN: from then on it is not this session's any more
     */
    public SmtpClientSession(ClientProfile profile, Optional<String> host, Runnable turned) {
        this.profile = profile;
        this.host = host;
        this.reader = new ReplyReader(host);
        this.fetching = profile.fetch()
                .map(f -> new Fetching(f, profile.credentials().map(SaslLogin::name).orElse(""), profile.timeouts(),
                        dialogue, turned, profile.service().fetchLog()));
        this.opening = new Opening(profile, dialogue, out, reader, fetching, new Opened());
    }

    /** Whether it ended because the TLS handshake failed: where TLS isn't insisted on, a new connection may do. */
    public boolean hasTlsFailed() {
        return tlsFailed;
    }

    /** Whether it ended because there is no TLS where it has to be: none is offered, or none that is let begin. */
    public boolean hasNoTls() {
        return opening.hasNoTls();
    }

    /** Whether it ended because we called ourselves. */
    public boolean isOurselves() {
        return opening.isOurselves();
    }

    /** Whether the peer hung up when we asked what it has: without the question it may talk. */
    public boolean hasHungUpOnHello() {
        return hungUpOnHello;
    }

    @Override
    public List<Action> on(Event event, Instant at) {
        if (out.isOver()) return List.of();
        now = at;
        take(event);
        mailing.ifPresent(mails -> mails.pump(now));
        if (event instanceof Event.Drained) awaited = Optional.empty();
        if (!out.isOver()) setAlarm(now);
        return out.take();
    }

    private void take(Event event) {
        switch (event) {
            case Event.Connected() -> connected();
            case Event.Received(byte[] bytes) -> received(bytes);
            case Event.Drained() -> drained();
            case Event.Offered(var transfers) -> mailing.ifPresent(mails -> mails.offered(transfers));
            case Event.TakenIn _ -> throw new IllegalStateException("this session brings no mail");
            case Event.Advised(Runnable then) -> then.run();
            case Event.Secured() -> opening.secured();
            case Event.Rang() -> gone("the site did not answer in time");
            case Event.Lost(String why) -> lost(Quoted.oneLine(why));
            case Event.MailWaits _, Event.OthersWait _ -> {
                // it asks until there is nothing, and then ends
            }
            case Event.Stop(boolean now, String why) -> stop(now, why);
        }
    }

    private void connected() {
        connected = true;
        opening.start();
    }

    private void received(byte[] bytes) {
        reader.feed(bytes);
        try {
            Optional<PeerReply> reply = reader.next();
            while (reply.isPresent() && !out.isOver()) {
                heard(reply.get());
                reply = reader.next();
            }
        } catch (ReplyReader.Garbage e) {
            failed(new Reply(451, "4.5.0", e.getMessage()));
        }
    }

    @Override
    public long replies() {
        return replies;
    }

    private void heard(PeerReply reply) {
        replies++;
        if (reply.isFarewell()) {
            mailing.ifPresentOrElse(mails -> mails.farewell(reply.reply()), () -> unreached(reply.reply()));
        } else if (!dialogue.hear(reply)) {
            failed(new Reply(451, "4.5.0", "the site answered without being asked: " + reply.reply()));
        }
    }

    private void drained() {
        out.drained();
        mailing.ifPresent(Mailing::drained);
    }

    /** The peer does not know what it offers. @return whether that will be remembered */
    private boolean lacks(String keyword) {
        host.ifPresent(name -> profile.service().memory().lacks(name, keyword, now));
        return host.isPresent();
    }

    /** What follows from the opening. */
    private final class Opened implements Opening.Result {
        @Override
        public void ready(Extensions extensions) {
            Extensions known = extensions.without(profile.service().memory().lacking(host, now));
            Optional<String> report = known.fleet() && opening.isLoggedIn()
                    ? profile.service().report().get()
                    : Optional.empty();
            if (report.isEmpty()) begin(known);
            else dialogue.say("XFLEET " + report.get(), profile.timeouts().mail(), _ -> begin(known));
        }

        /** Whatever it has said to our report: mail goes. */
        private void begin(Extensions known) {
            mailing = Optional.of(new Mailing(profile, known, dialogue, out, fetching, SmtpClientSession.this::lacks));
        }

        @Override
        public void unreached(Reply reply) {
            SmtpClientSession.this.unreached(reply);
        }

        @Override
        public void lockedOut(Reply reply) {
            out.hangUp(new Ending.LoginRefused(reply));
        }
    }

    private void unreached(Reply reply) {
        out.hangUp(new Ending.Unreached(reply));
    }

    private void lost(String why) {
        if (connected) {
            hungUpOnHello = opening.isIntroducing();
            gone("the connection was lost: " + why);
        } else {
            unreached(new Reply(451, "4.4.1", "no connection: " + why));
        }
    }

    private void gone(String why) {
        tlsFailed = opening.isSecuring();
        failed(tlsFailed ? new Reply(454, "4.7.0", "no TLS: " + why) : new Reply(451, "4.4.2", why));
    }

    private void failed(Reply reply) {
        mailing.ifPresentOrElse(mails -> mails.lost(reply), () -> unreached(reply));
    }

    private void stop(boolean now, String why) {
        if (mailing.isEmpty()) {
            out.hangUp(new Ending.Stopped(why));
        } else if (now) {
            mailing.get().cut(why);
        } else {
            mailing.get().stop(why);
        }
    }

    /** A wait begins when its reply is the next one, or bytes of ours have left; dribbled bytes don't prolong it. */
    private void setAlarm(Instant now) {
        Optional<Object> next = awaits();
        if (next.isPresent() && awaited.filter(a -> a == next.get()).isPresent()) return;
        Instant before = deadline;
        awaited = next;
        deadline = next.isEmpty() ? Instant.MAX : now.plus(patience());
        if (!deadline.equals(before)) out.add(new Action.Alarm(deadline));
    }

    private Optional<Object> awaits() {
        if (opening.isSecuring()) return Optional.of(opening);
        if (isStreaming()) return mailing.map(m -> m);
        return dialogue.awaits();
    }

    private Duration patience() {
        if (opening.isSecuring()) return profile.timeouts().hello();
        return isStreaming() ? profile.timeouts().block() : dialogue.patience();
    }

    private boolean isStreaming() {
        return mailing.filter(Mailing::isStreaming).isPresent();
    }
}
