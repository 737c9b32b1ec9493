package org.packetboat.protocols.smtp.hosts;

import java.util.Optional;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.route.Probe;

/** Whether a host is up, by what its last probes came to. It is believed to be until enough of them failed. */
public final class HostHealth {
    private final Probe rule;
    private final Optional<PeerPolicy> secured;
    private long due;
    private boolean up = true;
    private int streak;
    private Reply last = new Reply(451, "4.4.1", "not probed yet");

    /**
     * @param secured how TLS is spoken with it, where that is from the first byte on
     * @param nanos   when it is first due
     */
    HostHealth(Probe rule, Optional<PeerPolicy> secured, long nanos) {
        this.rule = rule;
        this.secured = secured;
        this.due = nanos;
    }

    Probe rule() {
        return rule;
    }

    /** How TLS is spoken with it, where that is from the first byte on. */
    public Optional<PeerPolicy> secured() {
        return secured;
    }

    /** Whether it is to be probed now; then the next time is after the probes' interval. */
    boolean isDue(long nanos) {
        if (nanos - due < 0) return false;
        due = nanos + rule.every().toNanos();
        return true;
    }

    /** It greeted, or this went wrong instead. @return whether it is up now and was not, or the other way round */
    boolean probed(Optional<Reply> trouble) {
        last = trouble.orElse(last);
        boolean same = up == trouble.isEmpty();
        streak = same ? 0 : streak + 1;
        if (streak < (up ? rule.downAfter() : rule.upAfter())) return false;
        up = !up;
        streak = 0;
        return true;
    }

    boolean isUp() {
        return up;
    }

    /** What went wrong last. */
    Reply last() {
        return last;
    }
}
