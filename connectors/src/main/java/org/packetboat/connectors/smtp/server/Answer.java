package org.packetboat.connectors.smtp.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.packetboat.engine.mail.Reply;

/** A reply together with its bytes on the wire, made once however often it is given. */
final class Answer {
    private final Reply reply;
    private final byte[] bytes;

    private Answer(Reply reply, String wire) {
        this.reply = reply;
        this.bytes = wire.getBytes(StandardCharsets.UTF_8);
    }

    static Answer of(Reply reply) {
        return new Answer(reply, reply + "\r\n");
    }

    /** @param status the enhanced status of RFC 3463; empty where there is none (RFC 2034 section 4) */
    static Answer of(int code, String status, String text) {
        return of(new Reply(code, status, text));
    }

    /** A reply of several lines (RFC 5321 section 4.2.1). */
    static Answer lines(int code, List<String> lines) {
        StringBuilder wire = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            wire.append(code).append(i == lines.size() - 1 ? ' ' : '-').append(lines.get(i)).append("\r\n");
        }
        return new Answer(new Reply(code, "", lines.getFirst()), wire.toString());
    }

    Reply reply() {
        return reply;
    }

    int code() {
        return reply.code();
    }

    /** Not to be changed. */
    byte[] bytes() {
        return bytes;
    }
}
