package org.packetboat.engine.stage;

import java.util.Arrays;
import org.packetboat.engine.mail.UnexpectedText;

/** What an operator may tell a big send. */
public enum StageCommand {
    /** Nothing of it leaves that waits, and nothing of it expires. */
    PAUSE,
    /** It goes on after a pause; the failures so far are forgiven. What rests between two stages goes on at once. */
    RESUME,
    /** The next stage begins at once, whatever becomes of this one. */
    NEXT,
    /** What waits is taken out of the queue, and nobody is told. */
    ABORT;

    /**
     * The command of this name, in upper or lower case.
     *
     * @throws IllegalArgumentException with what was found and what is expected
     */
    public static StageCommand of(String name) {
        return Arrays.stream(values()).filter(command -> command.name().equalsIgnoreCase(name.strip())).findFirst()
                .orElseThrow(() -> new UnexpectedText(name, "pause, resume, next or abort"));
    }
}
