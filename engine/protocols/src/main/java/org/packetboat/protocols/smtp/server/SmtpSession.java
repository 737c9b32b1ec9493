package org.packetboat.protocols.smtp.server;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.fleet.BranchReports;
import org.packetboat.engine.trace.Carriers;
import org.packetboat.engine.trace.Repeat;
import org.packetboat.engine.trace.StatusReport;
import org.packetboat.protocols.mail.DeliverByParameter;
import org.packetboat.protocols.mail.Tolerance;
import org.packetboat.protocols.smtp.server.port.Wire;
import org.packetboat.protocols.smtp.syntax.Command;
import org.packetboat.protocols.smtp.syntax.SmtpReplies;
import org.packetboat.protocols.smtp.syntax.SmtpReply;
import org.packetboat.protocols.smtp.syntax.Verb;

/**
 * One SMTP session as server (RFC 5321), without I/O: bytes go in, replies and wishes come out on a {@link Wire}.
 * Used by the connection's thread only. However the bytes are divided, the replies are the same. A message is
 * acknowledged only when the intake has said that it is stored; until then what the client sends on is kept unread.
 * When the connection is lost, whatever was not committed is abandoned.
 */
public final class SmtpSession {
    /** How long a stranger may take for a command while connections are scarce. */
    private static final Duration CROWDED = Duration.ofSeconds(30);
    /**
     * What is done only on a connection that is as it has to be. Not BDAT and DATA: without MAIL they have their own
     * answer, and a chunk has to be read.
     */
    private static final Set<Verb> PRIVATE = EnumSet.of(Verb.MAIL, Verb.RCPT, Verb.VRFY, Verb.ETRN, Verb.ATRN,
            Verb.XCLAIM, Verb.AUTH);
    /** What somebody does by his login; recipients are a part of mail that has begun. */
    private static final Set<Verb> BY_LOGIN = EnumSet.of(Verb.MAIL, Verb.ETRN, Verb.ATRN, Verb.XFLEET, Verb.AUTH);

    private final SessionContext exchange;
    private final InputBuffer talk;
    private final Client client;
    private final MailCommands mail;
    private final TextCommands text;
    private final Login login;
    private final PickUpCommands pickUp;
    private final XclientCommand xclient;

    public SmtpSession(SmtpService service, InetAddress address, Wire wire, Instant now) {
        this(service, new Client(address, service.policy().relaysFrom(address),
                service.policy().rules().mayStandIn(address)), wire, now);
    }

    SmtpSession(SmtpService service, Client client, Wire wire, Instant now) {
        LineReader commands = new LineReader(this::bearsLf, new LineReader.Taker() {
            @Override
            public void line(String line, int end) {
                came(line.length());
                obey(Command.of(line), end);
            }

            @Override
            public void malformed(SmtpReply why) {
                came(0);
                mail.malformed(why);
            }
        });
        this.client = client;
        talk = new InputBuffer(wire, commands);
        exchange = new SessionContext(service, client, talk, now);
        mail = new MailCommands(exchange);
        text = new TextCommands(exchange, mail, commands);
        login = new Login(exchange, commands);
        pickUp = new PickUpCommands(exchange, wire);
        xclient = new XclientCommand(exchange, wire);
        if (rules().encryption() == ListenerRules.Encryption.IMPLICIT) client.becameSecure();
    }

    private ListenerRules rules() {
        return exchange.service().policy().rules();
    }

    /** The connection is up, and if it is encrypted from the first byte on, is to be. */
    public void opened() {
        exchange.service().intake().outOfService().map(SmtpReply::of).ifPresentOrElse(this::leave,
                () -> talk.say(SmtpReply.of(220, "", exchange.service().name() + " " + rules().welcome())));
    }

    /** The connection is up, but there are too many. @param yours whether it is this client that has too many */
    public void crowded(boolean yours) {
        leave(yours ? SmtpReplies.YOU_TOO_MANY : SmtpReplies.TOO_MANY_CONNECTIONS);
    }

    /** Bytes came in. The array is the session's from now on. */
    public void received(byte[] bytes, Instant now) {
        exchange.timeIs(now);
        talk.received(bytes);
    }

    /**
     * Time has passed: ends the session of a client that is too slow. To be called now and then, more often than
     * {@code SmtpLimits.idle}; while the client waits for us, its time does not count.
     *
     * @param crowded whether connections are getting scarce: then less is borne, above all of strangers
     */
    public void timeIs(Instant now, boolean crowded) {
        exchange.timeIs(now);
        if (talk.isPaused()) {
            exchange.patience().renew(now);
            return;
        }
        boolean stranger = !client.mayRelay();
        Duration idle = exchange.service().limits().idle();
        boolean hurry = crowded && stranger && idle.compareTo(CROWDED) > 0;
        if (exchange.patience().isOver(now, hurry ? CROWDED : idle, crowded || stranger)) leave(SmtpReplies.STALLED);
    }

    /** The server stops. A message being committed is still answered if it comes to that. */
    public void stopping() {
        if (!talk.isPaused()) leave(SmtpReplies.STOPPING);
    }

    /** The connection is gone. */
    public void lost() {
        talk.end();
        text.clear();
        exchange.filtering().end();
    }

    /** Whether the adapter should stop reading until this has changed. */
    public boolean isFull() {
        return talk.isFull();
    }

    /** A line has come. Between the chunks of a text it is a part of that, or one could be dribbled by chunks. */
    private void came(int bytes) {
        if (text.isBetweenChunks()) exchange.patience().text(bytes, exchange.now());
        else exchange.patience().renew(exchange.now());
    }

    private void leave(SmtpReply last) {
        talk.hangUp(last);
        text.clear();
    }

    private void obey(Command command, int end) {
        Optional<SmtpReply> first = needed(command.verb());
        if (first.isPresent()) exchange.answer(first.get());
        else obeyNow(command, end);
    }

    /** What has to be done before this is (RFC 3207 section 4, RFC 4954 section 6). */
    private Optional<SmtpReply> needed(Verb verb) {
        if (BY_LOGIN.contains(verb) && login.isOver() && verb != Verb.AUTH)
            return Optional.of(SmtpReplies.LOGIN_OVER);
        if (!PRIVATE.contains(verb)) return Optional.empty();
        if (rules().encryption() == ListenerRules.Encryption.REQUIRED && !client.isSecured())
            return Optional.of(SmtpReplies.TLS_FIRST);
        return rules().loginNeeded() && !client.isLoggedIn() && verb != Verb.AUTH
                ? Optional.of(SmtpReplies.LOG_IN_FIRST)
                : Optional.empty();
    }

    private void obeyNow(Command command, int end) {
        switch (command.verb()) {
            case MAIL -> mail.mail(command.argument());
            case RCPT -> rcpt(command.argument());
            case BDAT -> text.bdat(command.argument());
            case HELO, EHLO, LHLO -> greet(command);
            case NOOP -> exchange.answerIdle(SmtpReplies.OK);
            case VRFY -> exchange
                    .answerIdle(command.argument().isEmpty()
                            ? SmtpReplies.found(SmtpReplies.SYNTAX, "")
                            : SmtpReplies.CANNOT_VERIFY);
            case HELP -> exchange.answerIdle(SmtpReplies.HELP);
            case ETRN -> pickUp.etrn(command.argument(), mail.open().isPresent());
            case ATRN -> pickUp.atrn(command.argument(), end, mail.open().isPresent());
            case XCLAIM -> new ClaimCommand(exchange).xclaim(command.argument());
            case XCLIENT -> xclient(command.argument());
            case XFLEET -> new FleetCommand(exchange).xfleet(command.argument());
            case AUTH -> login.auth(command.argument(), mail.open().isPresent());
            case DATA, RSET, QUIT, STARTTLS -> obeyAlone(command, end);
            case EXPN, TURN, SEND, SOML, SAML -> exchange.answer(SmtpReplies.NOT_DONE_HERE);
            case FOREIGN -> foreign();
            case UNKNOWN -> unknown(end);
        }
    }

    /** Those that take no argument. */
    private void obeyAlone(Command command, int end) {
        String argument = command.argument();
        if (!argument.isEmpty()) exchange.answer(SmtpReplies.found(SmtpReplies.NO_ARGUMENT, argument));
        else if (command.verb() == Verb.DATA) text.data(end);
        else if (command.verb() == Verb.STARTTLS) startTls(end);
        else if (command.verb() == Verb.QUIT) leave(SmtpReplies.BYE);
        else {
            text.clear();
            exchange.answerIdle(SmtpReplies.OK);
        }
    }

    /** What comes behind it may be mail that somebody forged: not a word of it is read. */
    private void foreign() {
        exchange.service().log().notSmtp(client.host());
        leave(SmtpReplies.NOT_SMTP);
    }

    /** @param end a client that has not greeted yet and sends nonsense without waiting for answers is no mail client */
    private void unknown(int end) {
        if (!client.isIntroduced() && talk.hasBeyond(end)) foreign();
        else exchange.answer(SmtpReplies.UNKNOWN_COMMAND);
    }

    private void rcpt(String argument) {
        if (text.isBetweenChunks()) exchange.answer(SmtpReplies.CHUNKS_STARTED);
        else mail.rcpt(argument);
    }

    private boolean bearsLf() {
        return exchange.bears(Tolerance.BARE_LF);
    }

    /** Who speaks LMTP says LHLO, and nobody else (RFC 2033 section 4.1). */
    private void greet(Command command) {
        boolean fits = rules().isLmtp() == (command.verb() == Verb.LHLO);
        if (fits) greet(command.argument(), command.verb() != Verb.HELO);
        else exchange.answer(rules().isLmtp() ? SmtpReplies.SPEAKS_LMTP : SmtpReplies.UNKNOWN_COMMAND);
    }

    private void xclient(String argument) {
        if (!xclient.xclient(argument, mail.open().isPresent())) return;
        text.clear();
        opened();
    }

    private void greet(String name, boolean extended) {
        if (!Client.isName(name) && !exchange.bears(Tolerance.HELO)) {
            exchange.answer(SmtpReplies.found(SmtpReplies.NAME_EXPECTED, name));
            return;
        }
        text.clear();
        client.introduced(client.fitName(name), extended);
        exchange.answerIdle(extended
                ? SmtpReply.lines(250, offers())
                : SmtpReply.of(250, "", exchange.service().name()));
    }

    /** What EHLO is answered; here an extension is announced. */
    private List<String> offers() {
        SmtpService service = exchange.service();
        List<String> offers = new ArrayList<>(List.of(service.name() + " greets " + client.name(), "PIPELINING",
                "SIZE " + service.largest(), "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES"));
        if (client.mayRelay()) offers.add("DSN");
        offers.addAll(List.of("CHUNKING", "HELP",
                "LIMITS RCPTMAX=" + service.limits().recipients(!client.mayRelay())));
        if (service.tls() && !client.isSecured()) offers.add("STARTTLS");
        if (service.authenticator().isPresent() && client.isSecured()) offers.add("AUTH PLAIN LOGIN");
        if (client.mayStandIn()) offers.add(XclientCommand.OFFER);
        if (client.isLoggedIn() && service.pickUp().allows(client.user())) offers.addAll(List.of("ETRN", "ATRN"));
        if (service.authenticator().isPresent() && client.isSecured() && service.reports() != BranchReports.NONE)
            offers.add(FleetCommand.KEYWORD);
        if (client.mayRelay()) {
            offers.add("MT-PRIORITY");
            offers.add("FUTURERELEASE " + longestHold(service.limits().hold()));
            offers.add("DELIVERBY " + DeliverByParameter.SHORTEST.toSeconds());
            offers.add(Carriers.KEYWORD);
            offers.add((Repeat.KEYWORD + " " + service.intake().place()).strip());
            offers.add(StatusReport.KEYWORD);
        }
        return offers;
    }

    /** RFC 4865 section 4: as seconds, and as a date. */
    private String longestHold(Duration hold) {
        return hold.toSeconds() + " " + exchange.now().plus(hold).truncatedTo(ChronoUnit.SECONDS);
    }

    /** @param end where the bytes behind the command begin: there must be none (RFC 3207; CVE-2011-0411) */
    private void startTls(int end) {
        if (!exchange.service().tls()) exchange.answer(SmtpReplies.TLS_NOT_OFFERED);
        else if (client.isSecured()) exchange.answer(SmtpReplies.TLS_ALREADY);
        else if (talk.hasBeyond(end)) leave(SmtpReplies.TLS_INJECTION);
        else {
            text.clear();
            talk.say(SmtpReplies.START_TLS);
            client.becameSecure();
            talk.secure();
        }
    }
}
