package org.packetboat.connectors.serial;

import java.time.Instant;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.protocols.modem.AnsweredSupply;
import org.packetboat.protocols.login.LoginLog;
import org.packetboat.protocols.login.LoginPrompt;
import org.packetboat.engine.text.Quoted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Somebody who calls: asked who he is first; then session and supply are his. */
final class Visitor {
    private static final Logger LOG = LoggerFactory.getLogger(Visitor.class);

    private static final LoginLog LOGINS = new LoginLog() {
        @Override
        public void admitted(String line, String login) {
            LOG.debug("event=login line={} login={}", line, Quoted.value(login));
        }

        @Override
        public void refused(String line, String login) {
            LOG.warn("event=login-refused line={} login={}", line, Quoted.value(login));
        }
    };

    private final String link;
    private final Reception reception;
    private final LoginPrompt prompt;
    private final AnsweredSupply supply = new AnsweredSupply();

    /**
     * @param link      over which he calls
     * @param asksFirst see {@link LoginPrompt}
     */
    Visitor(String link, boolean asksFirst, Reception reception) {
        this.link = link;
        this.reception = reception;
        this.prompt = new LoginPrompt(link, asksFirst, reception.check(), this::pause, LOGINS);
    }

    /** The throttle is shared by all lines, each of which has a thread of its own. */
    private Instant pause(Instant failed) {
        synchronized (reception.throttle()) {
            return failed.plus(reception.throttle().failed(failed));
        }
    }

    /** What finds out who he is. */
    LoginPrompt prompt() {
        return prompt;
    }

    /** Nothing, until it is known who he is. */
    AnsweredSupply supply() {
        return supply;
    }

    /** He has shown who he is, on a line of this rate. */
    LinkSession admit(long rate, Link.Session call) {
        serve(rate, call);
        return reception.sessions().called(prompt.login(), rate);
    }

    /** The same on a connection of TCP. */
    LinkSession admitBySocket(long rate, Link.Session call) {
        serve(rate, call);
        return reception.sessions().calledBySocket(prompt.login(), rate);
    }

    private void serve(long rate, Link.Session call) {
        LOG.debug("event=called link={} login={} rate={}", link, prompt.login(), rate);
        supply.become(reception.callers().supply(prompt.login(), link, call));
    }
}
