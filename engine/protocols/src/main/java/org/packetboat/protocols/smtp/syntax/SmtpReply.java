package org.packetboat.protocols.smtp.syntax;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.packetboat.engine.mail.Reply;

/** A reply together with its bytes on the wire, made once however often it is given. */
public final class SmtpReply {
    private final Reply reply;
    private final byte[] bytes;

    private SmtpReply(Reply reply, String wire) {
        this.reply = reply;
        this.bytes = wire.getBytes(StandardCharsets.UTF_8);
    }

    public static SmtpReply of(Reply reply) {
        return new SmtpReply(reply, reply + "\r\n");
    }

    /** @param status the enhanced status of RFC 3463; empty where there is none (RFC 2034 section 4) */
    public static SmtpReply of(int code, String status, String text) {
        return of(new Reply(code, status, text));
    }

    /** A reply of several lines (RFC 5321 section 4.2.1). */
    public static SmtpReply lines(int code, List<String> lines) {
        StringBuilder wire = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            wire.append(code).append(i == lines.size() - 1 ? ' ' : '-').append(lines.get(i)).append("\r\n");
        }
        return new SmtpReply(new Reply(code, "", lines.getFirst()), wire.toString());
    }

    public Reply reply() {
        return reply;
    }

    public int code() {
        return reply.code();
    }

    /** Not to be changed. */
    public byte[] bytes() {
        return bytes;
    }
}
