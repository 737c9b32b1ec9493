package org.packetboat.camel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.packetboat.camel.inbound.InboundDesk;
import org.packetboat.camel.inbound.InboundPattern;
import org.packetboat.camel.inbound.LocalRecipient;
import org.packetboat.camel.text.MailStream;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Recipient;

/**
 * {@code packetboat:inbound}: gives local mail to its route. The mail leaves the queue when the route has finished; if
 * it failed the mail is tried again after msfsleep, or, after a {@link MailRefusedException}, goes back to its sender.
 *
 * <p>What has finished is told by Camel's unit of work, as for its own transacted components: a step that takes the
 * exchange over, such as {@code seda:}, takes this over, too. What is still under way when the route is taken out of
 * service for good counts as failed, whatever it comes to later.
 */
final class InboundConsumer extends DefaultConsumer implements LocalRecipient {
    private final PacketboatEndpoint endpoint;
    private final PacketboatComponent component;
    private final Set<Delivery> underWay = ConcurrentHashMap.newKeySet();
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
        Delivery delivery = new Delivery(getRouteId(), done, underWay::remove);
        underWay.add(delivery);
        component.executor().execute(() -> {
            Exchange exchange = createExchange(false);
            try {
                fill(exchange, mail, to.stream().map(Recipient::address).toList());
                exchange.getExchangeExtension().addOnCompletion(delivery);
                getAsyncProcessor().process(exchange, _ -> releaseExchange(exchange, false));
            } catch (Throwable e) { // an Error, too, ends this exchange only
                delivery.failed(e);
            }
        });
    }

    /** The routes' shutdown has waited for what is under way; whoever waits for the rest would wait for ever. */
    @Override
    protected void doShutdown() throws Exception {
        underWay.forEach(Delivery::abandoned);
        super.doShutdown();
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
