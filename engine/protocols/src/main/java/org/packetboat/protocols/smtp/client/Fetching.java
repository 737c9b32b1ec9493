package org.packetboat.protocols.smtp.client;

import java.util.Iterator;
import java.util.List;
import org.packetboat.protocols.mail.PeerReply;

/**
 * Asks the far side for its mail for us, by ETRN or ATRN behind ours; only where we are logged in. Where it is refused,
 * the session goes on without.
 */
final class Fetching {
    private final Fetch fetch;
    private final String login;
    private final Timeouts timeouts;
    private final Dialogue dialogue;
    private final Runnable turned;
    private final FetchLog log;
    private boolean loggedIn;

    /**
     * @param login  what we log in with
     * @param turned done when the connection is turned round: from then on it is somebody else's
     */
    Fetching(Fetch fetch, String login, Timeouts timeouts, Dialogue dialogue, Runnable turned, FetchLog log) {
        this.log = log;
        this.fetch = fetch;
        this.login = login;
        this.timeouts = timeouts;
        this.dialogue = dialogue;
        this.turned = turned;
    }

    /** From now on it may be asked. */
    void loggedIn() {
        loggedIn = true;
    }

    /** It can't be asked, for this reason. */
    void notLoggedIn(String why) {
        log.refused(login, why);
    }

    private void refused(String command, PeerReply reply) {
        log.refused(login, command + ": " + reply.reply());
    }

    /** @param done what comes next, if the connection is not turned round */
    void fetch(Runnable done) {
        if (!loggedIn) {
            done.run();
            return;
        }
        switch (fetch.by()) {
            case ETRN -> start(fetch.domains().iterator(), done);
            case ATRN -> turn(fetch.domains(), done);
        }
    }

    private void start(Iterator<String> domains, Runnable done) {
        if (!domains.hasNext()) {
            done.run();
            return;
        }
        dialogue.say("ETRN " + domains.next(), timeouts.mail(), reply -> {
            if (!reply.isPositive()) refused("ETRN", reply);
            start(domains, done);
        });
    }

    private void turn(List<String> domains, Runnable done) {
        dialogue.say("ATRN " + String.join(",", domains), timeouts.mail(), reply -> {
            if (reply.isPositive()) {
                turned.run();
                return;
            }
            boolean nothingWaits = reply.code() == 453;
            if (!nothingWaits) refused("ATRN", reply);
            done.run();
        });
    }
}
