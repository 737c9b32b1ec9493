package org.packetboat.camel;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.packetboat.camel.inbound.InboundPattern;

/**
 * Put mail into a store-and-forward queue, take mail for local domains from it, and follow what becomes of it.
 */
@UriEndpoint(firstVersion = "0.1.0",
        scheme = "packetboat",
        title = "Packetboat",
        syntax = "packetboat:operation",
        category = {
                Category.MAIL, Category.MESSAGING},
        headersClass = PacketboatConstants.class)
public class PacketboatEndpoint extends DefaultEndpoint {
    @UriPath(
            description = "What to do: submit (producer) puts messages into the queue; unpack (producer) opens a "
                    + "message, its text and its attachments; events (consumer) tells what becomes of them;"
                    + " inbound (consumer) takes mail for local domains.")
    @Metadata(required = true)
    private Operation operation;
    @UriParam(label = "producer",
            description = "The sender (return path) where no header CamelPacketboatSender says another.")
    private String sender;
    @UriParam(label = "producer",
            description = "The recipients where no header CamelPacketboatRecipients says others; commas between them.")
    private String recipients;
    @UriParam(label = "producer",
            description = "Where neither header nor option names a sender or recipients: whether they are taken from "
                    + "the message itself, the sender from its From, the recipients from its To, Cc and Bcc. Bcc "
                    + "lines are then left out of what is sent.")
    private boolean envelopeFromMessage;
    @UriParam(label = "consumer",
            description = "Whose mail inbound takes, commas between: anna@example.com, example.com (all of a "
                    + "domain), *.example.com (all of the domains below), or * (all). The closest of all consumers "
                    + "gets it.",
            defaultValue = "*")
    private String to = "*";
    @UriParam(label = "consumer",
            description = "How many messages inbound has under way at a time. With more than one they may finish in "
                    + "another order.",
            defaultValue = "1")
    private int transfers = 1;
    @UriParam(label = "consumer",
            description = "Whether inbound puts the lines Return-Path and Delivered-To before the message, as "
                    + "mailboxes have them.")
    private boolean deliveryLines;
    @UriParam(label = "consumer",
            description = "The name under which events remembers how far it has read; the route's id if none is given.")
    private String reader;

    public PacketboatEndpoint(String uri, PacketboatComponent component) {
        super(uri, component);
    }

    /** @throws IllegalArgumentException with what was found and what is expected */
    void check() {
        InboundPattern.parse(to);
        if (transfers < 1 || transfers > 1000)
            throw new IllegalArgumentException("transfers: found " + transfers + "; expected 1 to 1000");
        if (sender != null) Addresses.sender("sender", sender);
        if (recipients != null) Addresses.recipients("recipients", recipients);
    }

    @Override
    public Producer createProducer() {
        return switch (operation) {
            case submit -> new SubmitProducer(this, (PacketboatComponent) getComponent());
            case unpack -> new UnpackProducer(this);
            case events, inbound -> throw new UnsupportedOperationException("packetboat:" + operation
                    + " is a consumer: use it in from");
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Consumer consumer = switch (operation) {
            case inbound -> new InboundConsumer(this, processor, (PacketboatComponent) getComponent());
            case events -> new EventsConsumer(this, processor, (PacketboatComponent) getComponent());
            case submit, unpack -> throw new UnsupportedOperationException("packetboat:" + operation
                    + " is a producer: use it in to");
        };
        configureConsumer(consumer);
        return consumer;
    }

    public Operation getOperation() {
        return operation;
    }

    public void setOperation(Operation operation) {
        this.operation = operation;
    }

    public String getSender() {
        return sender;
    }

    public void setSender(String sender) {
        this.sender = sender;
    }

    public String getRecipients() {
        return recipients;
    }

    public void setRecipients(String recipients) {
        this.recipients = recipients;
    }

    public boolean isEnvelopeFromMessage() {
        return envelopeFromMessage;
    }

    public void setEnvelopeFromMessage(boolean envelopeFromMessage) {
        this.envelopeFromMessage = envelopeFromMessage;
    }

    public String getTo() {
        return to;
    }

    public void setTo(String to) {
        this.to = to;
    }

    public int getTransfers() {
        return transfers;
    }

    public void setTransfers(int transfers) {
        this.transfers = transfers;
    }

    public boolean isDeliveryLines() {
        return deliveryLines;
    }

    public void setDeliveryLines(boolean deliveryLines) {
        this.deliveryLines = deliveryLines;
    }

    public String getReader() {
        return reader;
    }

    public void setReader(String reader) {
        this.reader = reader;
    }
}
