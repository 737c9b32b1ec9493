package org.packetboat.camel.rules;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.packetboat.camel.text.MailStream;
import org.packetboat.engine.link.Body;
import org.packetboat.protocols.milter.JudgedMail;
import org.packetboat.protocols.smtp.filter.Head;

/** The text of a message while a route judges it. Afterwards others read it, and the route may not any more. */
public final class JudgedText implements Body {
    private final Body body;
    private final long from;
    private boolean over;

    private JudgedText(Body body, long from) {
        this.body = body;
        this.from = from;
    }

    /** All of it but our own trace line. */
    public static JudgedText of(JudgedMail mail) {
        return new JudgedText(mail.body(), mail.from());
    }

    /** As the body of an exchange. */
    public MailStream stream(JudgedMail mail) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (Head.Field field : mail.fields())
            head.writeBytes((field.name() + ":" + field.value() + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        head.writeBytes(new byte[]{'\r', '\n'});
        return new MailStream(head.toByteArray(), this);
    }

    @Override
    public long size() {
        return body.size() - from;
    }

    @Override
    public synchronized byte[] read(long offset, int most) {
        if (over) throw new IllegalStateException("the message is judged already");
        return body.read(from + offset, most);
    }

    /** Hands on a piece of the text that is to take this one's place. */
    public synchronized void write(byte[] piece, Consumer<byte[]> to) {
        if (over) throw new IllegalStateException("the message is judged already");
        to.accept(piece);
    }

    /** The answer is there, or nobody waits for it: it is not read any more, and nothing takes its place. */
    public synchronized void end() {
        over = true;
    }
}
