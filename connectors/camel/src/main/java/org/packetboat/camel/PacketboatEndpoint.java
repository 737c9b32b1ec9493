package org.packetboat.camel;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.packetboat.camel.events.TopicFeed;
import org.packetboat.camel.events.TopicReader;
import org.packetboat.camel.fetched.EnvelopeFields;
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
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    @UriPath(
            description = "What to do: submit (producer) puts messages into the queue; unpack (producer) opens a "
                    + "message, its text and its attachments; events (consumer) tells what becomes of them;"
                    + " inbound (consumer) takes mail for local domains; filter (consumer) judges mail before it is "
                    + "accepted.")
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
    @UriParam(label = "producer",
            description = "For mail fetched from a mailbox that many share: the header fields where its server wrote "
                    + "for whom a message is, commas between them; the first that names somebody counts. /2 behind a "
                    + "name means its second occurrence from the top, Received what a trace line says behind for. The "
                    + "sender is taken from Return-Path, else From. Needs fallback.")
    private String envelopeFields;
    @UriParam(label = "producer",
            description = "The domains whose addresses envelopeFields finds, commas between them: example.com, or "
                    + "*.example.com. All if left out.")
    private String envelopeDomains;
    @UriParam(label = "producer",
            description = "What the mailbox's server writes before each local part in envelopeFields; it is taken off.")
    private String envelopePrefix;
    @UriParam(label = "producer",
            description = "Who gets fetched mail for which envelopeFields names nobody, or somebody who is not known.")
    private String fallback;
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
            description = "The name that filter has in packetboat.yaml: it is asked by smtp filters with at: "
                    + "route:NAME.")
    private String name;
    @UriParam(label = "consumer",
            description = "The name under which events remembers how far it has read: Kafka's consumer group. "
                    + "The route's id if none is given.")
    private String reader;

    @UriParam(label = "producer",
            description = "The server that submit hands messages to by SMTP, host:port (25, or 465 with tls=implicit, "
                    + "where no port is given). Inside a Packetboat server: its own queue if left out.")
    private String server;
    @UriParam(label = "producer,security",
            secret = true,
            description = "What submit logs in with at the server.")
    private String username;
    @UriParam(label = "producer,security",
            secret = true,
            description = "The password that goes with it. It is only said over TLS.")
    private String password;
    @UriParam(label = "producer,security",
            enums = "off,may,must,implicit",
            description = "How the connection to the server is encrypted: off; may (STARTTLS where it is offered, "
                    + "whatever the certificate); must (STARTTLS with a trusted certificate); implicit (TLS from the "
                    + "first byte on, with a trusted certificate). Where it is left out: must with a username, else "
                    + "may.")
    private String tls;
    @UriParam(label = "producer,security",
            description = "What TLS trusts, and who we are to the server, instead of what the Java machine trusts.")
    private SSLContextParameters sslContextParameters;
    @UriParam(label = "producer",
            description = "Our own name, as it is said to the server; this machine's if left out.")
    private String clientName;
    @UriParam(label = "producer",
            description = "How many connections to the server there are at a time, 1 to 100.",
            defaultValue = "4")
    private int connections = 4;
    @UriParam(label = "consumer",
            description = "Kafka's brokers, host:port, commas between: events are read from the topic. Inside a "
                    + "Packetboat server: its own events if left out.")
    private String brokers;
    @UriParam(label = "consumer",
            description = "The topic that a server writes its events to.")
    private String topic;
    @UriParam(label = "consumer",
            prefix = "kafka.",
            multiValue = true,
            description = "Settings of Kafka's client under Kafka's names, as in kafka.security.protocol=SASL_SSL.")
    private Map<String, Object> kafka = new HashMap<>();

    public PacketboatEndpoint(String uri, PacketboatComponent component) {
        super(uri, component);
    }

    /** @throws IllegalArgumentException with what was found and what is expected */
    void check() {
        InboundPattern.parse(to);
        if (transfers < 1 || transfers > 1000)
            throw new IllegalArgumentException("transfers: found " + transfers + "; expected 1 to 1000");
        if (connections < 1 || connections > 100)
            throw new IllegalArgumentException("connections: found " + connections + "; expected 1 to 100");
        if (operation == Operation.filter && (name == null || !NAME.matcher(name).matches()))
            throw new IllegalArgumentException("name: found " + (name == null ? "none" : "\"" + name + "\"")
                    + "; expected a name of lower-case letters, digits and -, which smtp filters call route:NAME");
        if (server != null) remote().check();
        if (envelopeFields().isPresent() != (fallback != null))
            throw new IllegalArgumentException("found one of envelopeFields and fallback; expected both, or neither");
        if (fallback != null) Addresses.recipients("fallback", fallback);
        if ((brokers == null) != (topic == null))
            throw new IllegalArgumentException("found one of brokers and topic; expected both, or neither");
        if (sender != null) Addresses.sender("sender", sender);
        if (recipients != null) Addresses.recipients("recipients", recipients);
    }

    @Override
    public Producer createProducer() {
        return switch (operation) {
            case submit -> server == null
                    ? new SubmitProducer(this, (PacketboatComponent) getComponent())
                    : new RemoteSubmitProducer(this, (PacketboatComponent) getComponent(), remote());
            case unpack -> new UnpackProducer(this);
            case events, inbound, filter -> throw new UnsupportedOperationException("packetboat:" + operation
                    + " is a consumer: use it in from");
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Consumer consumer = switch (operation) {
            case inbound -> new InboundConsumer(this, processor, (PacketboatComponent) getComponent());
            case filter -> new RuleConsumer(this, processor, (PacketboatComponent) getComponent());
            case events -> new EventsConsumer(this, processor, brokers == null
                    ? ((PacketboatComponent) getComponent())::serverEvents
                    : name -> new TopicFeed(new TopicReader(brokers, topic, name, kafka)));
            case submit, unpack -> throw new UnsupportedOperationException("packetboat:" + operation
                    + " is a producer: use it in to");
        };
        configureConsumer(consumer);
        return consumer;
    }

    /** @throws IllegalArgumentException with what was found and what is expected */
    Optional<EnvelopeFields> envelopeFields() {
        return Optional.ofNullable(envelopeFields).map(names -> new EnvelopeFields(names,
                Optional.ofNullable(envelopeDomains).orElse(""), Optional.ofNullable(envelopePrefix).orElse("")));
    }

    private RemoteServer remote() {
        return new RemoteServer(this, (PacketboatComponent) getComponent());
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

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getReader() {
        return reader;
    }

    public void setReader(String reader) {
        this.reader = reader;
    }

    public String getServer() {
        return server;
    }

    public void setServer(String server) {
        this.server = server;
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public String getTls() {
        return tls;
    }

    public void setTls(String tls) {
        this.tls = tls;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public String getClientName() {
        return clientName;
    }

    public void setClientName(String clientName) {
        this.clientName = clientName;
    }

    public int getConnections() {
        return connections;
    }

    public void setConnections(int connections) {
        this.connections = connections;
    }

    public String getBrokers() {
        return brokers;
    }

    public void setBrokers(String brokers) {
        this.brokers = brokers;
    }

    public String getTopic() {
        return topic;
    }

    public void setTopic(String topic) {
        this.topic = topic;
    }

    public Map<String, Object> getKafka() {
        return kafka;
    }

    public void setKafka(Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    public String getEnvelopeFields() {
        return envelopeFields;
    }

    public void setEnvelopeFields(String envelopeFields) {
        this.envelopeFields = envelopeFields;
    }

    public String getEnvelopeDomains() {
        return envelopeDomains;
    }

    public void setEnvelopeDomains(String envelopeDomains) {
        this.envelopeDomains = envelopeDomains;
    }

    public String getEnvelopePrefix() {
        return envelopePrefix;
    }

    public void setEnvelopePrefix(String envelopePrefix) {
        this.envelopePrefix = envelopePrefix;
    }

    public String getFallback() {
        return fallback;
    }

    public void setFallback(String fallback) {
        this.fallback = fallback;
    }
}
