package org.packetboat.protocols.smtp.server;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.intake.ClientAddress;
import org.packetboat.engine.intake.Entrance;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.protocols.mail.Tolerance;
import org.packetboat.protocols.smtp.syntax.SmtpReplies;
import org.packetboat.protocols.smtp.syntax.SmtpReply;

/** What the parts of one session share: the conversation, the other side, the time, and patience with errors. */
final class SessionContext {
    /** Between two messages: enough for whoever asks now and then whether the line is still up. */
    private static final int IDLE_COMMANDS = 100;
    /** What a server says that closes the connection (RFC 5321 section 3.8). */
    private static final int CLOSING = 421;

    private final SmtpService service;
    private final Client client;
    private final InputBuffer talk;
    private Instant now;
    private final Patience patience;
    private final Filtering filtering;
    private int errors;
    private int idleCommands;

    SessionContext(SmtpService service, Client client, InputBuffer talk, Instant now) {
        this.service = service;
        this.client = client;
        this.talk = talk;
        this.now = now;
        this.patience = new Patience(now);
        this.filtering = new Filtering(this);
    }

    SmtpService service() {
        return service;
    }

    Client client() {
        return client;
    }

    InputBuffer talk() {
        return talk;
    }

    /** What is borne of this client now. */
    Set<Tolerance> borne() {
        return service.policy().tolerances().of(client.mayRelay());
    }

    boolean bears(Tolerance what) {
        return borne().contains(what);
    }

    /** Whether this client writes mail, rather than hand on what others wrote. */
    boolean isSubmission() {
        return client.mayRelay() && service.policy().submitsFrom(client.address());
    }

    /** Where mail of this session comes in. */
    Entrance entrance() {
        Optional<String> login = Optional.of(client.user()).filter(user -> !user.isEmpty());
        return new Entrance("smtp:" + login.map(user -> user + "@").orElse("") + client.host(),
                Optional.of(new Entrance.Client(service.policy().rules().name(), login,
                        ClientAddress.of(client.address().getAddress()))));
    }

    /** What is known of a message before its text. */
    AnnouncedMail sending(Transaction mail) {
        return new AnnouncedMail(mail.sender(), entrance(), mail.declaredSize(), now);
    }

    Instant now() {
        return now;
    }

    void timeIs(Instant current) {
        now = current;
    }

    Patience patience() {
        return patience;
    }

    /** The part of filters in it. */
    Filtering filtering() {
        return filtering;
    }

    /** It is the client's turn again. */
    void resume() {
        patience.renew(now);
        talk.resume();
    }

    /** Answers a command that brings no mail nearer, and ends the session when that was one too many. */
    void answerIdle(SmtpReply answer) {
        answer(answer);
        if (++idleCommands >= IDLE_COMMANDS) talk.hangUp(SmtpReplies.TOO_MANY_IDLE_COMMANDS);
    }

    /**
     * Answers what was to be a recipient. Whoever may relay sends to lists, and lists hold addresses that are none:
     * each is refused alone, and those are no misconduct.
     */
    void answerRecipient(SmtpReply answer) {
        if (client.mayRelay()) talk.say(answer);
        else answer(answer);
    }

    /** Answers a command, and ends the session when that was one error too many. */
    void answer(SmtpReply answer) {
        talk.say(answer);
        if (isClientsFault(answer.code()) && ++errors >= service.limits().errors())
            talk.hangUp(SmtpReplies.TOO_MANY_ERRORS);
    }

    /**
     * Whoever may relay sends to lists, and lists hold addresses that are refused: those are no misconduct. From
     * strangers they are: they may be guessing names.
     */
    private boolean isClientsFault(int code) {
        return code >= 500 && (code < 550 || code == 555 || !client.mayRelay());
    }

    /** A message was accepted: errors are counted anew. */
    void forgiven() {
        errors = 0;
        idleCommands = 0;
    }

    /** Tells and logs that a recipient is refused. */
    void refuseRecipient(String from, SmtpReply why) {
        service.log().refused(from, client.host(), why.reply());
        if (why.code() == CLOSING) talk.hangUp(why);
        else answerRecipient(why);
    }

    /** Tells and logs that mail is refused. */
    void refuse(String from, SmtpReply why) {
        service.log().refused(from, client.host(), why.reply());
        if (why.code() == CLOSING) talk.hangUp(why);
        else answer(why);
    }
}
