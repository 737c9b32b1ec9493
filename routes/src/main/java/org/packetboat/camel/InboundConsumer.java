package org.packetboat.camel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;

/**
 * {@code packetboat:inbound}: gives local mail to its route. The mail leaves the queue when the route has finished; if
 * it failed the mail is tried again after msfsleep, or, after a {@link MailRefusedException}, goes back to its sender.
 */
final class InboundConsumer extends DefaultConsumer implements LocalRecipient {
    private final PacketboatEndpoint endpoint;
    private final PacketboatComponent component;
    private Optional<InboundDesk> joined = Optional.empty();

    InboundConsumer(PacketboatEndpoint endpoint, Processor route, PacketboatComponent component) {
        super(endpoint, route);
        this.endpoint = endpoint;
        this.component = component;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        InboundDesk desk = component.office().inbound();
        desk.add(InboundPattern.parse(endpoint.getTo()), this);
        joined = Optional.of(desk);
    }

    @Override
    protected void doStop() throws Exception {
        joined.ifPresent(desk -> desk.remove(this));
        super.doStop();
    }

    @Override
    public int transfers() {
        return endpoint.getTransfers();
    }

    @Override
    public void deliver(Transfer mail, List<Recipient> to, Consumer<Outcome> done) {
        component.executor().execute(() -> {
            Exchange exchange = createExchange(false);
            try {
                fill(exchange, mail, to.stream().map(Recipient::address).toList());
                getAsyncProcessor().process(exchange, _ -> finish(exchange, done));
            } catch (RuntimeException e) {
                exchange.setException(e);
                finish(exchange, done);
            }
        });
    }

    private void finish(Exchange exchange, Consumer<Outcome> done) {
        Outcome outcome = outcome(exchange);
        try {
            releaseExchange(exchange, false);
        } finally {
            done.accept(outcome);
        }
    }

    private Outcome outcome(Exchange exchange) {
        Throwable failure = exchange.getException();
        String route = Texts.oneLine(getRouteId());
        return switch (failure) {
            case null -> new Outcome.Delivered(new Reply(250, "2.0.0", "taken by route " + route), false);
            case MailRefusedException refused ->
                new Outcome.Refused(new Reply(554, "5.3.0", Texts.oneLine(reason(refused))));
            default -> new Outcome.Deferred(
                    new Reply(451, "4.3.0", Texts.oneLine("route " + route + " failed: " + reason(failure))));
        };
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private void fill(Exchange exchange, Transfer mail, List<Address> to) {
        Envelope envelope = mail.envelope();
        org.apache.camel.Message in = exchange.getMessage();
        String sender = envelope.message().sender().map(Address::toString).orElse("");
        in.setBody(new MailStream(endpoint.isDeliveryLines() ? deliveryLines(sender, to) : new byte[0], mail.body()));
        in.setHeader(PacketboatConstants.SENDER, sender);
        in.setHeader(PacketboatConstants.RECIPIENTS,
                to.stream().map(Address::toString).collect(Collectors.joining(", ")));
        in.setHeader(PacketboatConstants.QUEUE_ID, envelope.id().toString());
        in.setHeader(PacketboatConstants.PRIORITY, envelope.priority().value());
        in.setHeader(PacketboatConstants.ARRIVED, envelope.message().arrived());
        in.setHeader(PacketboatConstants.ATTEMPTS, envelope.attempts());
        envelope.message().batch().ifPresent(batch -> in.setHeader(PacketboatConstants.BATCH, batch));
        envelope.deliverBy().ifPresent(by -> in.setHeader(PacketboatConstants.DELIVER_BY, by.toString()));
        if (envelope.notBefore().isAfter(envelope.message().arrived()))
            in.setHeader(PacketboatConstants.NOT_BEFORE, envelope.notBefore());
    }

    /** RFC 5321 section 4.4, and the custom of Maildir deliverers. */
    private static byte[] deliveryLines(String sender, List<Address> to) {
        StringBuilder lines = new StringBuilder("Return-Path: <" + sender + ">\r\n");
        to.forEach(address -> lines.append("Delivered-To: ").append(address).append("\r\n"));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }
}
