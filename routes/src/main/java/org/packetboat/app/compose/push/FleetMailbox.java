package org.packetboat.app.compose.push;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.packetboat.camel.inbound.LocalRecipient;
import org.packetboat.connectors.log.Repeats;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mailbox {@code packetboat-config}: takes what is sealed for this server, and refuses all other mail. One message
 * after the other.
 */
final class FleetMailbox implements LocalRecipient {
    /** What does not come from whom it says, is damaged, or is for another server (RFC 3463 section 3.8). */
    static final Outcome NOT_SEALED = refused("5.7.7", "This mailbox takes what is sealed for this server alone");
    static final Outcome TAKEN = new Outcome.Delivered(new Reply(250, "2.1.5", "Taken"), false);
    private static final Logger LOG = LoggerFactory.getLogger(FleetMailbox.class);
    private static final String THIS = "packetboat-config";

    /** Who takes one kind of it. */
    interface Reader {
        /** @return what became of it; {@link #NOT_SEALED} if it is not for us to believe */
        Outcome take(PushMail mail);
    }

    private final Map<String, Reader> readers;
    private final Repeats repeats = new Repeats();

    /** @param readers by the kind of what they take */
    FleetMailbox(Map<String, Reader> readers) {
        this.readers = Map.copyOf(readers);
    }

    static Outcome refused(String status, String why) {
        return new Outcome.Refused(new Reply(554, status, why));
    }

    static Outcome later(String why) {
        return new Outcome.Deferred(new Reply(451, "4.3.0", why));
    }

    @Override
    public void deliver(Transfer mail, List<Recipient> to, Consumer<Outcome> done) {
        Thread.ofVirtual().name(THIS).start(() -> done.accept(take(mail)));
    }

    private synchronized Outcome take(Transfer mail) {
        try {
            Outcome outcome = PushMail.read(mail.body()).map(this::take).orElse(NOT_SEALED);
            if (outcome == NOT_SEALED)
                repeats.happened(THIS, "not sealed").ifPresent(
                        times -> LOG.warn("{} event=push-not-believed{}", mail.envelope().id(), Repeats.times(times)));
            return outcome;
        } catch (RuntimeException e) {
            LOG.error("{} event=push-not-taken", mail.envelope().id(), e);
            return later("This server can't take it now: " + e.getMessage());
        }
    }

    private Outcome take(PushMail mail) {
        return readers.getOrDefault(mail.kind(), _ -> NOT_SEALED).take(mail);
    }

    @Override
    public int transfers() {
        return 1;
    }
}
