package org.packetboat.protocols.smtp.client;

import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Reply;

/** Outcomes as tests expect them. */
final class Expected {
    private Expected() {
    }

    static Outcome.Delivered delivered(int code, String status, String text, boolean dsn) {
        return new Outcome.Delivered(new Reply(code, status, text), dsn);
    }

    static Outcome.Refused refused(int code, String status, String text) {
        return new Outcome.Refused(new Reply(code, status, text));
    }

    static Outcome.Interrupted interrupted(int code, String status, String text) {
        return new Outcome.Interrupted(0, new Reply(code, status, text));
    }

    static Outcome.Deferred deferred(int code, String status, String text) {
        return new Outcome.Deferred(new Reply(code, status, text));
    }
}
