package org.packetboat.connectors.drop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.smtp.syntax.SmtpReplies;
import org.packetboat.protocols.smtp.syntax.SmtpReply;
import org.packetboat.protocols.submission.SubmittedBy;
import org.packetboat.protocols.submission.SubmittedHead;
import org.packetboat.protocols.submission.SubmittedText;

/** A message of the drop folder while its text is read. Ends by a commit of its {@link #incoming}, or its end. */
final class DropDraft {
    private static final int PIECE = 1 << 16;
    /** Of a message that comes back to its sender its header is enough. */
    private static final int BEGINNING = 1 << 16;

    private final Incoming incoming;
    private final SubmittedText text;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private Optional<Reply> flaw = Optional.empty();

    DropDraft(Intake intake, DroppedFile file, String server, String domain, Instant now) {
        incoming = intake.begin(now);
        SubmittedBy by = new SubmittedBy(server, domain, file.envelope().sender(file.owner(), domain),
                file.envelope().name(), "from userid " + file.uid(), incoming.id(), now);
        text = new SubmittedText(by, this::append);
        append(by.trace(), 0, by.trace().length);
    }

    private void append(byte[] bytes, int from, int length) {
        if (beginning.size() < BEGINNING) beginning.write(bytes, from, length);
        incoming.append(bytes, from, length);
    }

    /** Reads all of it, or as much as shows that it can't be taken. */
    void read(InputStream in, long largest, int hopLimit) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int read = in.read(piece); read >= 0 && flaw.isEmpty(); read = in.read(piece)) {
            text.write(piece, 0, read);
            flaw = text.flaw().map(SmtpReply::reply);
            if (incoming.size() > largest) flaw = Optional.of(SmtpReplies.TOO_BIG.reply());
        }
        text.finish();
        if (flaw.isEmpty() && text.head().count("received") > hopLimit) flaw = Optional.of(SmtpReplies.LOOP.reply());
    }

    Incoming incoming() {
        return incoming;
    }

    SubmittedHead head() {
        return text.head();
    }

    boolean isEightBit() {
        return text.isEightBit();
    }

    /** Why nobody can get it. */
    Optional<Reply> flaw() {
        return flaw;
    }

    /** Its first lines, the header among them. */
    byte[] beginning() {
        return beginning.toByteArray();
    }
}
