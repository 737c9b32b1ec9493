package org.packetboat.app.web.book;

/**
 * What somebody did by the board or its API.
 *
 * @param id      names it
 * @param at      when it was asked for, ISO 8601 in UTC
 * @param user    who; empty without a login
 * @param address from where
 * @param note    why, in his words
 * @param answer  what the server said; empty if it ended before it did
 */
public record AuditEntry(String id, String at, String user, String address, String action, String target, String note,
        String answer) {
    AuditEntry named(String other) {
        return new AuditEntry(other, at, user, address, action, target, note, answer);
    }

    AuditEntry answered(String said) {
        return new AuditEntry(id, at, user, address, action, target, note, said);
    }
}
