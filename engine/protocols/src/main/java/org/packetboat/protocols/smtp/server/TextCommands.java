package org.packetboat.protocols.smtp.server;

import java.util.Optional;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Submission;
import org.packetboat.protocols.mail.Tolerance;
import org.packetboat.protocols.smtp.syntax.Chunk;
import org.packetboat.protocols.smtp.syntax.LineEnds;
import org.packetboat.protocols.smtp.syntax.SmtpReplies;
import org.packetboat.protocols.smtp.syntax.SmtpReply;
import org.packetboat.protocols.submission.SubmittedBy;

/**
 * DATA and BDAT (RFC 5321 section 4.1.1.4, RFC 3030): takes in the text of the open message. The octets of a refused
 * chunk are read and dropped, so that none of them is taken for a command.
 */
final class TextCommands {
    private static final byte[] NO_TRACE = {};

    private final SessionContext exchange;
    private final InputBuffer talk;
    private final MailCommands mail;
    private final LineReader commands;
    private Optional<Draft> draft = Optional.empty();
    /** What the open message goes to if it is filtered. */
    private Optional<Filtering.Arrived> arriving = Optional.empty();
    private Chunk chunk = new Chunk(0, false);
    private long unread;
    private Optional<SmtpReply> chunkRefusal = Optional.empty();

    /** @param commands gets the bytes behind the text */
    TextCommands(SessionContext exchange, MailCommands mail, LineReader commands) {
        this.exchange = exchange;
        this.talk = exchange.talk();
        this.mail = mail;
        this.commands = commands;
    }

    /** Whether chunks of a message have come, but not its last one. */
    boolean isBetweenChunks() {
        return draft.isPresent();
    }

    /** Forgets the message, text and all. */
    void clear() {
        draft.ifPresent(Draft::abandon);
        draft = Optional.empty();
        arriving.ifPresent(filtered -> filtered.room().abandon());
        arriving = Optional.empty();
        mail.clear();
        exchange.patience().renew(exchange.now());
    }

    /** @param end where the bytes behind the command begin: there must be none yet (RFC 2920 section 3.1) */
    void data(int end) {
        Optional<SmtpReply> refusal = isBetweenChunks() ? Optional.of(SmtpReplies.CHUNKS_STARTED) : notReady();
        if (talk.hasBeyond(end)) talk.hangUp(SmtpReplies.DATA_UNASKED);
        else if (refusal.isPresent()) exchange.answer(refusal.get());
        else if (!begin(true)) storeTrouble();
        else {
            exchange.answer(SmtpReplies.GO_AHEAD);
            talk.give(this::readData);
        }
    }

    private Optional<SmtpReply> notReady() {
        if (mail.open().isEmpty()) return Optional.of(SmtpReplies.MAIL_FIRST);
        if (mail.open().get().size() > 0) return Optional.empty();
        return Optional.of(isLmtp() ? SmtpReplies.NONE_TO_ANSWER_FOR : SmtpReplies.NO_RECIPIENTS);
    }

    private boolean isLmtp() {
        return exchange.service().policy().rules().isLmtp();
    }

    private boolean begin(boolean dotted) {
        SmtpService service = exchange.service();
        try {
            Incoming incoming = service.intake().begin(exchange.now());
            if (mail.open().orElseThrow().name().isPresent()) incoming.recognise();
            Optional<SubmittedBy> author = author(incoming);
            byte[] trace = TraceLine.of(service, exchange.client(), mail.open().orElseThrow(), incoming.id(),
                    exchange.now());
            if (exchange.filtering().isOn())
                arriving = Optional.of(new Filtering.Arrived(service.intake().begin(exchange.now()), incoming, trace));
            draft = Optional.of(arriving.isPresent()
                    ? new Draft(arriving.get().text(), NO_TRACE, author, dotted, lineEnds(), service, talk)
                    : new Draft(incoming, trace, author, dotted, lineEnds(), service, talk));
            return true;
        } catch (RuntimeException trouble) {
            exchange.service().log().storeTrouble(trouble);
            return false;
        }
    }

    /** The program or device that wrote it; none of what another server hands on. */
    private Optional<SubmittedBy> author(Incoming incoming) {
        Transaction open = mail.open().orElseThrow();
        if (!exchange.isSubmission() || open.name().isPresent()) return Optional.empty();
        String server = exchange.service().name();
        return Optional.of(new SubmittedBy(server, open.sender().map(a -> a.domain().name()).orElse(server),
                open.sender(), "", "", incoming.id(), exchange.now()));
    }

    /** Only whose commands end with LF alone can mean LF . LF as the end: others have it as text. */
    private LineEnds lineEnds() {
        if (!exchange.bears(Tolerance.BARE_LF)) return LineEnds.STRICT;
        boolean dot = exchange.bears(Tolerance.LF_DOT) && commands.endedWithLf();
        return dot ? LineEnds.LF : LineEnds.LF_IN_TEXT;
    }

    private void storeTrouble() {
        exchange.refuse(mail.open().orElseThrow().from(), SmtpReplies.STORE_TROUBLE);
        clear();
    }

    private int readData(byte[] bytes, int from, int to) {
        Draft current = draft.orElseThrow();
        int end = current.read(bytes, from, to);
        exchange.patience().text(end - from, exchange.now());
        if (current.isAtEnd()) {
            talk.give(commands);
            complete(current);
        } else {
            current.unload();
        }
        return end;
    }

    private void complete(Draft current) {
        if (current.flaw().isPresent()) {
            SmtpReply flaw = current.flaw().get();
            exchange.refuse(mail.open().orElseThrow().from(), flaw);
            alsoForOthers(flaw);
            clear();
            return;
        }
        draft = Optional.empty();
        talk.pause();
        Submission submission = submission(current);
        if (arriving.isEmpty()) {
            current.commit(submission, exchange.now(), receipt -> talk.later(() -> answered(receipt)));
            return;
        }
        Filtering.Arrived filtered = arriving.get();
        arriving = Optional.empty();
        exchange.filtering().commit(filtered, submission, receipt -> talk.later(() -> answered(receipt)));
    }

    /** Strangers may not add to the head office's big sends. */
    private Submission submission(Draft current) {
        Submission said = mail.open().orElseThrow().submission(exchange.entrance());
        return exchange.client().mayRelay() ? said.inBigSend(current.bigSend()) : said;
    }

    private void refuse(SmtpReply why) {
        exchange.refuse(mail.open().orElseThrow().from(), why);
        clear();
    }

    private void answered(Receipt receipt) {
        SmtpReply answer = switch (receipt) {
            case Receipt.Accepted(var id) -> SmtpReply.of(250, "2.0.0", "Ok: queued as " + id);
            case Receipt.Rejected(var reply) -> SmtpReply.of(reply);
        };
        if (receipt instanceof Receipt.Accepted) {
            exchange.forgiven();
            if (!exchange.client().mayRelay())
                exchange.service().harvest().accepted(exchange.client().address(),
                        mail.open().orElseThrow().people());
            exchange.answer(answer);
        } else {
            exchange.refuse(mail.open().orElseThrow().from(), answer);
        }
        alsoForOthers(answer);
        mail.clear();
        exchange.resume();
    }

    /** LMTP has an answer for each recipient that was taken (RFC 2033 section 4.2), though all are one message here. */
    private void alsoForOthers(SmtpReply answer) {
        int others = isLmtp() ? mail.open().orElseThrow().size() - 1 : 0;
        for (int i = 0; i < others; i++)
            talk.say(answer);
    }

    void bdat(String argument) {
        Optional<Chunk> read = Chunk.read(argument);
        if (read.isEmpty()) {
            // How many octets follow can't be known; taking them for commands would be dangerous.
            talk.hangUp(SmtpReplies.found(SmtpReplies.SYNTAX, argument));
            return;
        }
        chunk = read.get();
        unread = chunk.size();
        chunkRefusal = isBetweenChunks() ? Optional.empty() : notReady();
        if (chunkRefusal.isEmpty() && !isBetweenChunks() && !begin(false)) {
            chunkRefusal = Optional.of(SmtpReplies.STORE_TROUBLE);
        }
        talk.give(this::readChunk);
        if (unread == 0) chunkRead();
    }

    private int readChunk(byte[] bytes, int from, int to) {
        int end = (int) Math.min(to, from + unread);
        if (chunkRefusal.isEmpty()) draft.orElseThrow().read(bytes, from, end);
        unread -= end - from;
        exchange.patience().text(end - from, exchange.now());
        if (unread == 0) chunkRead();
        draft.ifPresent(Draft::unload);
        return end;
    }

    private void chunkRead() {
        talk.give(commands);
        if (chunkRefusal.isPresent()) {
            exchange.answer(chunkRefusal.get());
            clear();
            return;
        }
        Draft current = draft.orElseThrow();
        if (chunk.last()) current.finish();
        if (chunk.last()) complete(current);
        else if (current.flaw().isPresent()) refuse(current.flaw().get());
        else exchange.answer(SmtpReply.of(250, "2.0.0", chunk.size() + " octets received"));
    }
}
