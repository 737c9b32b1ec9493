package org.packetboat.connectors.smtp.server;

import org.packetboat.connectors.log.RepeatedTrouble;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.smtp.server.port.SmtpServerLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The server's log lines: one for each event. What clients wrote has no control characters when it gets here. */
final class SmtpLog implements SmtpServerLog {
    private static final Logger LOG = LoggerFactory.getLogger("org.packetboat.smtp");

    private final RepeatedTrouble foreign = new RepeatedTrouble(LOG, Level.WARN);
    private final RepeatedTrouble store = new RepeatedTrouble(LOG, Level.WARN);
    private final RepeatedTrouble accept = new RepeatedTrouble(LOG, Level.ERROR);
    private final RepeatedTrouble proxy = new RepeatedTrouble(LOG, Level.WARN);
    private final RepeatedTrouble crowd = new RepeatedTrouble(LOG, Level.WARN);

    static void listening(Object address) {
        LOG.info("smtp accepting listen={}", address);
    }

    static void waiting(Object address) {
        LOG.warn("smtp waiting listen={} reason=\"no interface has this address yet\"; tried every two seconds",
                address);
    }

    static void connected(String client) {
        LOG.debug("smtp connected client={}", client);
    }

    static void disconnected(String client) {
        LOG.debug("smtp disconnected client={}", client);
    }

    @Override
    public void refused(String from, String client, Reply reply) {
        LOG.info("smtp refused from={} client={} code={} status={} reason=\"{}\"", from, client, reply.code(),
                reply.status(), reply.text());
    }

    @Override
    public void notSmtp(String client) {
        foreign.note("smtp hung-up client=" + client + " reason=\"that is not SMTP\"");
    }

    /** A connection could not be accepted: the process has no file descriptor left, most likely. */
    void notAccepted(Throwable cause) {
        accept.note("smtp accept failed reason=\"" + cause.getMessage() + "\"; tried again every second");
    }

    /** There was room for one more. */
    void letIn() {
        accept.good();
        crowd.good();
    }

    /** One more connection than there may be. */
    void turnedAway(String client, Connections.Admission why) {
        boolean full = why == Connections.Admission.FULL;
        crowd.note("smtp turned-away client=" + client + " reason=\""
                + (full ? "max-connections are open" : "max-connections-per-client are open") + "\"");
    }

    /** A balancer did not say for whom it connects. */
    void noHeader(String balancer, String why) {
        proxy.note("smtp closed balancer=" + balancer + " reason=\"" + why + "\"");
    }

    @Override
    public void storeTrouble(RuntimeException cause) {
        store.note("smtp store trouble reason=\"" + cause.getMessage() + "\"");
        LOG.debug("smtp store trouble", cause);
    }

    static void broken(String client, Throwable cause) {
        LOG.debug("smtp connection broken client={} reason=\"{}\"", client, String.valueOf(cause));
    }

    static void failed(String client, Throwable cause) {
        LOG.error("smtp session failed client={}", client, cause);
    }

    static void loginBroken(RuntimeException bug) {
        LOG.error("smtp login broken", bug);
    }

    static void accountsKept(String why) {
        LOG.warn("smtp accounts file refused, the old accounts stay: {}", why);
    }
}
