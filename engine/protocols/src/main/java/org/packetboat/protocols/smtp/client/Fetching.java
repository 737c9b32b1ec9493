package org.packetboat.protocols.smtp.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import org.packetboat.protocols.mail.PeerReply;

/**
 * Asks the far side for its mail for us: logs in (AUTH PLAIN, RFC 4616, over TLS only) before our mail goes, and says
 * ETRN or ATRN behind it. Where it is refused, the session goes on without.
 */
final class Fetching {
    private final Fetch fetch;
    private final Timeouts timeouts;
    private final Dialogue dialogue;
    private final Runnable turned;
    private final FetchLog log;
    private boolean loggedIn;

    /** @param turned done when the connection is turned round: from then on it is somebody else's */
    Fetching(Fetch fetch, Timeouts timeouts, Dialogue dialogue, Runnable turned, FetchLog log) {
        this.log = log;
        this.fetch = fetch;
        this.timeouts = timeouts;
        this.dialogue = dialogue;
        this.turned = turned;
    }

    void logIn(Runnable then) {
        String secret = "\0" + fetch.login() + "\0" + fetch.password();
        dialogue.say("AUTH PLAIN " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)),
                timeouts.hello(), reply -> {
                    loggedIn = reply.isPositive();
                    if (!loggedIn) refused("AUTH", reply);
                    then.run();
                });
    }

    /** There is no TLS, or no AUTH: no password is said. */
    void cannotLogIn() {
        log.refused(fetch.login(), "the far side offers no AUTH PLAIN over TLS");
    }

    private void refused(String command, PeerReply reply) {
        log.refused(fetch.login(), command + ": " + reply.reply());
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
