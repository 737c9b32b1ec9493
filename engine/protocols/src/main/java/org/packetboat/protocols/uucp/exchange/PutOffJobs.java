package org.packetboat.protocols.uucp.exchange;

import java.util.HashSet;
import java.util.Set;
import org.packetboat.protocols.uucp.mail.Digest;

/**
 * Jobs that got no answer, since some of their mail is put off: the far side keeps them. Each lets others go before it,
 * until there was a call in which all of those came: over g nothing comes behind a job without an answer. Remembered in
 * the spool.
 */
final class PutOffJobs {
    private final UucpSpool spool;
    /** Those that the far side brought again in this call. */
    private final Set<String> passed = new HashSet<>();
    private boolean some;

    PutOffJobs(UucpSpool spool) {
        this.spool = spool;
    }

    /** Whether one was put off in this call: its far side waits for the answer. */
    boolean areThere() {
        return some;
    }

    /** @param key of its file. Durable when this returns */
    void add(String key) {
        spool.remember(known(key));
        some = true;
    }

    /** Whether one that is announced is passed over in this call. */
    boolean passOver(String key) {
        if (!spool.remembers(known(key))) return false;
        passed.add(known(key));
        return true;
    }

    /** The far side has nothing left to send: what was passed over is tried again in its next call. */
    void othersAreHere() {
        passed.forEach(spool::forget);
        passed.clear();
    }

    private static String known(String key) {
        return Digest.of("passed over", key);
    }
}
