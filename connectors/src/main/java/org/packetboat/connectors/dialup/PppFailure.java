package org.packetboat.connectors.dialup;

import java.util.Arrays;
import org.packetboat.engine.mail.Reply;

/**
 * The ways in which a dial-up connection fails, by the code that pppd ends with (pppd(8), "EXIT STATUS"); all of its
 * policy is here. A 4xx has the site tried again after a cycle (msfsleep × msfrsleep), a 5xx after eight, since
 * somebody has to do something first.
 */
enum PppFailure {
    BROKEN(1, 0, 451, "4.3.0", "pppd had a trouble of its own"),
    OPTIONS(2, 0, 550, "5.3.5", "pppd does not accept its options"),
    NOT_PERMITTED(3, 0, 550, "5.3.5", "pppd may not be run by this user: it must be setuid root"),
    NO_KERNEL_SUPPORT(4, 0, 550, "5.3.5", "this system's kernel has no PPP"),
    ENDED_BY_SIGNAL(5, 1, 450, "4.4.2", "pppd was ended from outside"),
    PORT_LOCKED(6, 0, 450, "4.4.5", "another program has the port"),
    PORT_UNUSABLE(7, 0, 450, "4.4.5", "pppd can't open the port"),
    NOT_DIALLED(8, 1, 450, "4.4.1", "the peer's connect script failed"),
    NO_ADDRESS(10, 1, 450, "4.4.1", "the far side gave no IP address"),
    PEER_UNKNOWN(11, 0, 535, "5.7.8", "the far side did not say who it is"),
    IDLE(12, 0, 450, "4.4.2", "nothing went over the line for the modem time-out"),
    TIME_OVER(13, 0, 450, "4.4.2", "pppd's time for one connection was over"),
    DROPPED(15, 0, 450, "4.4.2", "the far side no longer answers"),
    HUNG_UP(16, 0, 450, "4.4.2", "the carrier was lost"),
    LOOPED(17, 0, 450, "4.4.1", "the line leads back to ourselves"),
    REFUSED(19, 0, 535, "5.7.8", "the far side refuses our name or password"),
    TERMINATED(0, 0, 450, "4.4.2", "the far side ended the connection"),
    /** It said nothing that a PPP program would say. */
    SILENT(-1, 1, 450, "4.4.1", "the far side does not speak PPP"),
    NOT_THERE(-2, 0, 550, "5.3.5", "pppd is not installed, or can't be run"),
    /** Ended by a signal that it could not catch. */
    KILLED(-3, 1, 450, "4.4.2", "pppd was killed"),
    UNKNOWN(-4, 0, 451, "4.3.0", "pppd ended for a reason of its own");

    private static final int FIRST_SIGNAL = 128;

    private final int code;
    private final int again;
    private final Reply reply;

    /** @param again how often it is tried anew at once */
    PppFailure(int code, int again, int replyCode, String status, String text) {
        this.code = code;
        this.again = again;
        this.reply = new Reply(replyCode, status, text);
    }

    /** @param code what pppd ended with */
    static PppFailure of(int code) {
        if (code > FIRST_SIGNAL) return KILLED;
        return Arrays.stream(values()).filter(f -> f.code == code && code >= 0).findFirst().orElse(UNKNOWN);
    }

    int again() {
        return again;
    }

    /** @param said what pppd said last, empty if nothing */
    Reply reply(String said) {
        return said.isEmpty() ? reply : new Reply(reply.code(), reply.status(), reply.text() + " (" + said + ")");
    }
}
