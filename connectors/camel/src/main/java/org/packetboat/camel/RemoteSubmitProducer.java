package org.packetboat.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultAsyncProducer;
import org.packetboat.camel.smtp.MailServer;
import org.packetboat.camel.smtp.SubmissionClient;
import org.packetboat.camel.text.Flaw;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;

/**
 * {@code packetboat:submit?server=...}: submits to a server elsewhere, by SMTP. The exchange goes on once that has
 * taken the message for all of its recipients. Else it ends in a {@link MailNotTakenException} that names whom it was
 * not taken for, and whom it was: a redelivery by Camel's error handler goes on with those who are left, under the same
 * name, so that what the server has already is not taken twice.
 */
final class RemoteSubmitProducer extends DefaultAsyncProducer {
    private static final Pattern QUEUED = Pattern.compile("queued as ([0-9A-Za-z]+)");

    private final PacketboatComponent component;
    private final RemoteServer place;
    private final ExchangeEnvelope envelope;
    private final String property;
    private Optional<RemoteMessage> reader = Optional.empty();
    private Optional<SubmissionClient> submissions = Optional.empty();

    RemoteSubmitProducer(PacketboatEndpoint endpoint, PacketboatComponent component, RemoteServer place) {
        super(endpoint);
        this.component = component;
        this.place = place;
        this.envelope = new ExchangeEnvelope(endpoint);
        this.property = "CamelPacketboatSubmission-" + endpoint.getEndpointKey();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        MailServer server = place.settings();
        reader = Optional.of(new RemoteMessage(envelope, property, server.name()));
        submissions = Optional.of(new SubmissionClient(server));
    }

    @Override
    protected void doStop() throws Exception {
        submissions.ifPresent(SubmissionClient::close);
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            RemoteMessage.Ready ready = reader.orElseThrow().read(exchange);
            if (ready.mail().isEmpty()) {
                finish(exchange, ready.state(), Map.of());
                callback.done(true);
                return true;
            }
            submissions.orElseThrow().send(ready.mail().get(), outcomes -> component.executor().execute(() -> {
                ready.close();
                answer(exchange, ready.state(), outcomes);
                callback.done(false);
            }));
            return false;
        } catch (Flaw | IllegalArgumentException e) {
            exchange.setException(new MailRefusedException(e.getMessage()));
        } catch (UncheckedIOException e) {
            exchange.setException(e.getCause());
        } catch (IOException | InvalidPayloadException | RuntimeException e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    private void answer(Exchange exchange, SubmissionState state, Map<Recipient, Outcome> outcomes) {
        Map<String, String> deferred = new LinkedHashMap<>();
        outcomes.forEach((recipient, outcome) -> {
            String address = recipient.address().toString();
            switch (outcome) {
                case Outcome.Delivered(Reply reply, _, _) -> {
                    state.taken().add(address);
                    Matcher queued = QUEUED.matcher(reply.text());
                    if (queued.find())
                        exchange.getMessage().setHeader(PacketboatConstants.QUEUE_ID, queued.group(1));
                }
                case Outcome.Refused(Reply reply) -> state.refused().put(address, reply.toString());
                case Outcome.Deferred(Reply reply) -> deferred.put(address, reply.toString());
                case Outcome.Carried(_, Reply reply) -> deferred.put(address, reply.toString());
                case Outcome.Interrupted(_, Reply reply) -> deferred.put(address, reply.toString());
            }
        });
        finish(exchange, state, deferred);
    }

    /** While some are to be tried again, that is the exception's kind; it names those who were refused, too. */
    private void finish(Exchange exchange, SubmissionState state, Map<String, String> deferred) {
        Map<String, String> all = new LinkedHashMap<>(deferred);
        all.putAll(state.refused());
        if (!deferred.isEmpty()) exchange.setException(new MailDeferredException(all, List.copyOf(state.taken())));
        else if (!all.isEmpty()) exchange.setException(new MailRefusedException(all, List.copyOf(state.taken())));
        else exchange.removeProperty(property);
    }
}
