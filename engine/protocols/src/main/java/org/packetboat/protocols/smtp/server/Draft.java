package org.packetboat.protocols.smtp.server;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.protocols.smtp.server.port.SmtpServerLog;
import org.packetboat.protocols.smtp.syntax.LineEnds;
import org.packetboat.protocols.smtp.syntax.SmtpReplies;
import org.packetboat.protocols.smtp.syntax.SmtpReply;
import org.packetboat.protocols.smtp.syntax.TextReader;
import org.packetboat.protocols.submission.SubmittedBy;
import org.packetboat.protocols.submission.SubmittedText;

/**
 * A message while its text comes in. Whatever the store throws makes it a message that can't be taken now; the text is
 * read to its end all the same, so that the conversation stays in step. Ends by {@link #commit} or {@link #abandon}.
 */
final class Draft {
    /** An envelope for each of more recipients than this takes a while to make. */
    private static final int MANY = 100;

    private final Incoming incoming;
    private final Optional<SubmittedText> submitted;
    private final TextReader text;
    private final SmtpServerLog log;
    private final InputBuffer talk;
    private boolean unloaded;

    /**
     * @param by     whose head is put right; empty if it is to stay as it is
     * @param dotted whether the text comes by DATA
     */
    Draft(Incoming incoming, byte[] trace, Optional<SubmittedBy> by, boolean dotted, LineEnds ends,
            SmtpService service, InputBuffer talk) {
        this.incoming = incoming;
        this.talk = talk;
        this.log = service.log();
        this.submitted = by.map(program -> new SubmittedText(program, this::append));
        this.text = new TextReader(dotted, service.largest(), service.limits(), ends,
                submitted.<TextReader.Sink>map(program -> program::write).orElse(this::append));
        append(trace, 0, trace.length);
    }

    private void append(byte[] bytes, int from, int length) {
        try {
            incoming.append(bytes, from, length);
        } catch (RuntimeException trouble) {
            spoil(trouble);
        }
    }

    private void spoil(RuntimeException trouble) {
        log.storeTrouble(trouble);
        text.spoil(SmtpReplies.STORE_TROUBLE);
    }

    /** @return where it stopped: {@code to}, or behind the end of the text */
    int read(byte[] bytes, int from, int to) {
        int end = text.read(bytes, from, to);
        if (text.isAtEnd()) submitted.ifPresent(SubmittedText::finish);
        return end;
    }

    /**
     * Brings to the store what has gathered, if that is much, and has nothing read meanwhile: the disk may be slow, and
     * other connections share this thread.
     */
    void unload() {
        if (!incoming.isFull()) return;
        unloaded = true;
        talk.aside(this::unloadNow, () -> {});
    }

    private void unloadNow() {
        try {
            incoming.unload();
        } catch (RuntimeException trouble) {
            talk.later(() -> spoil(trouble));
        }
    }

    boolean isAtEnd() {
        return text.isAtEnd();
    }

    /** There is no more of it. */
    void finish() {
        text.finish();
        submitted.ifPresent(SubmittedText::finish);
    }

    /** Why it can't be taken. */
    Optional<SmtpReply> flaw() {
        return text.flaw().or(() -> submitted.flatMap(SubmittedText::flaw));
    }

    /** The big send that its header names. */
    Optional<BigSendName> bigSend() {
        return incoming.bigSend();
    }

    /** Hands it over; the answer comes once, from any thread, maybe before this returns. */
    void commit(Submission submission, Instant now, Consumer<Receipt> answer) {
        boolean large = unloaded || submission.recipients().size() > MANY;
        if (large) talk.aside(() -> commitNow(submission, now, answer));
        else commitNow(submission, now, answer);
    }

    private void commitNow(Submission submission, Instant now, Consumer<Receipt> answer) {
        try {
            incoming.commit(submission, now, answer);
        } catch (RuntimeException trouble) {
            log.storeTrouble(trouble);
            answer.accept(new Receipt.Rejected(SmtpReplies.STORE_TROUBLE.reply()));
        }
    }

    void abandon() {
        if (unloaded) talk.aside(incoming::abandon);
        else incoming.abandon();
    }
}
