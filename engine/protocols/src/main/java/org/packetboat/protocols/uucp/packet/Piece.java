package org.packetboat.protocols.uucp.packet;

/**
 * What the conversation wants carried in one packet.
 *
 * @param mine   the channel of our own command it belongs to; 0 if none
 * @param theirs the channel of the far side's command it answers; 0 if none
 * @param kind   text of the conversation, or bytes of a file
 * @param at     for bytes of a file: their offset in it
 * @param bytes  the content; for a file, none means that it ends here
 * @param token  given back by {@link Speaker#arrived}; empty if nobody wants to know
 */
public record Piece(int mine, int theirs, Kind kind, long at, byte[] bytes, String token) {
    /** What a piece holds. */
    enum Kind {
        TEXT, FILE
    }

    public static Piece text(int mine, int theirs, byte[] bytes, String token) {
        return new Piece(mine, theirs, Kind.TEXT, 0, bytes, token);
    }

    public static Piece file(int mine, long at, byte[] bytes) {
        return new Piece(mine, 0, Kind.FILE, at, bytes, "");
    }

    /** The same, whose arrival is to be told. */
    public Piece toldOf(String name) {
        return new Piece(mine, theirs, kind, at, bytes, name);
    }

    /** Whether it has bytes of a file. */
    public boolean isOfFile() {
        return kind == Kind.FILE;
    }
}
