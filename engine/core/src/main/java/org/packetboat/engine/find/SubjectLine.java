package org.packetboat.engine.find;

import java.util.Optional;
import org.packetboat.engine.intake.HeadingReader;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.store.UnreadableException;
import org.packetboat.engine.text.EncodedWords;

/** The subject of a stored message, as people read it. */
public final class SubjectLine {
    /** Where a header has more before its subject, it has none. */
    private static final int MOST = 64 * 1024;

    private SubjectLine() {}

    public static Optional<String> of(Body body) {
        HeadingReader reader = new HeadingReader();
        try {
            for (int at = 0; at < Math.min(body.size(), MOST) && reader.subject().isEmpty() && !reader.isOver();) {
                byte[] piece = body.read(at, (int) Math.min(8192, body.size() - at));
                reader.see(piece, 0, piece.length);
                at += piece.length;
            }
        } catch (UnreadableException damaged) {
            return Optional.empty();
        }
        return reader.subject().map(EncodedWords::decode);
    }
}
