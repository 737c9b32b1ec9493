package org.packetboat.camel;

import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.support.DefaultAsyncProducer;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;

/**
 * {@code packetboat:submit}. The exchange goes on once the message is on disk, with its queue id in
 * {@link PacketboatConstants#QUEUE_ID}; its body stays as it was. A failure is a {@link MailNotTakenException}.
 * Mail of a mailbox that is refused for good lies whole, to be put aside, in the exchange property
 * {@code CamelPacketboatMessage}.
 */
final class SubmitProducer extends DefaultAsyncProducer {
    private final PacketboatComponent component;
    private final ExchangeEnvelope envelope;

    SubmitProducer(PacketboatEndpoint endpoint, PacketboatComponent component) {
        super(endpoint);
        this.component = component;
        this.envelope = new ExchangeEnvelope(endpoint);
    }

    /** Outside of a server there is none to submit to. */
    @Override
    protected void doStart() throws Exception {
        component.office();
        super.doStart();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            new Submitter(component.office(), envelope).submit(exchange,
                    receipt -> answer(exchange, receipt, callback));
            return false;
        } catch (MailNotTakenException | IOException | InvalidPayloadException | RuntimeException e) {
            fail(exchange, e);
            callback.done(true);
            return true;
        }
    }

    /** The store's own thread has no time for the rest of a route. */
    private void answer(Exchange exchange, Receipt receipt, AsyncCallback callback) {
        component.executor().execute(() -> {
            answer(exchange, receipt);
            callback.done(false);
        });
    }

    private static void answer(Exchange exchange, Receipt receipt) {
        switch (receipt) {
            case Receipt.Accepted(QueueId id) ->
                exchange.getMessage().setHeader(PacketboatConstants.QUEUE_ID, id.toString());
            case Receipt.Rejected(Reply reply) -> fail(exchange, Submitter.notTaken(reply, reply.toString()));
        }
    }

    private static void fail(Exchange exchange, Exception why) {
        exchange.setException(why);
        if (!(why instanceof MailRefusedException)
                || !(exchange.getMessage().getBody() instanceof jakarta.mail.Message mail))
            return;
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try {
            mail.writeTo(whole);
            exchange.setProperty(UnpackProducer.MESSAGE, new InputStreamCache(whole.toByteArray()));
        } catch (IOException | MessagingException e) { // it stays where it is
            why.addSuppressed(e);
        }
    }
}
