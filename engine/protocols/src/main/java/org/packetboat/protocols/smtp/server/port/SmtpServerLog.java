package org.packetboat.protocols.smtp.server.port;

import org.packetboat.engine.mail.Reply;

/** What an SMTP session as server tells the log. */
public interface SmtpServerLog {
    /** Told to nobody. */
    SmtpServerLog NONE = new SmtpServerLog() {
        @Override
        public void refused(String from, String client, Reply reply) {}

        @Override
        public void notSmtp(String client) {}

        @Override
        public void storeTrouble(RuntimeException cause) {}
    };

    /** A message or a recipient was refused. @param from the sender as it stands in the queue */
    void refused(String from, String client, Reply reply);

    /** It spoke another protocol, as a browser does that a web page has sent here; it was hung up on. */
    void notSmtp(String client);

    /** The store refused something, so the client was told to come again. */
    void storeTrouble(RuntimeException cause);
}
