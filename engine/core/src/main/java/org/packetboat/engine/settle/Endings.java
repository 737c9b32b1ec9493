package org.packetboat.engine.settle;

import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Reply;

/** What people and logs are told of a session's end. */
public final class Endings {
    /** How the description begins of a session whose far side was not reached. */
    public static final String UNREACHED = "unreached: ";
    /** The description of a session in which both sides had said all. */
    public static final String FINISHED = "finished";
    /** How the description begins of a session that was not let in. */
    public static final String LOGIN_REFUSED = "login refused: ";
    /** How the description begins of a session that we ended. */
    public static final String STOPPED = "stopped: ";

    private static final Reply NOTHING_TAKEN = new Reply(450, "4.4.0", "The session ended without taking any mail");

    private Endings() {}

    public static String describe(Ending ending) {
        return switch (ending) {
            case Ending.Finished() -> FINISHED;
            case Ending.Unreached(Reply reply, var _) -> UNREACHED + reply;
            case Ending.LoginRefused(Reply reply) -> LOGIN_REFUSED + reply;
            case Ending.TlsRefused(Reply reply) -> UNREACHED + reply;
            case Ending.Dropped(Reply reply) -> "dropped: " + reply;
            case Ending.Stopped(String why) -> STOPPED + why;
        };
    }

    public static Reply reply(Ending ending) {
        return switch (ending) {
            case Ending.Unreached(Reply reply, var _) -> reply;
            case Ending.LoginRefused(Reply reply) -> reply;
            case Ending.TlsRefused(Reply reply) -> reply;
            case Ending.Dropped(Reply reply) -> reply;
            case Ending.Finished(),Ending.Stopped(String _) -> NOTHING_TAKEN;
        };
    }
}
