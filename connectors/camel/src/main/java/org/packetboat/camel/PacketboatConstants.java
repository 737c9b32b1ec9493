package org.packetboat.camel;

import org.apache.camel.spi.Metadata;

/** The headers of the component. */
public final class PacketboatConstants {
    @Metadata(label = "producer,consumer",
            description = "The sender (return path). Empty or `<>` for none.",
            javaType = "String")
    public static final String SENDER = "CamelPacketboatSender";
    @Metadata(label = "producer,consumer",
            description = "The recipients, commas between them. The producer takes a collection, too.",
            javaType = "String")
    public static final String RECIPIENTS = "CamelPacketboatRecipients";
    @Metadata(label = "producer,consumer",
            description = "The batch (big send) that the message belongs to, up to 200 characters.",
            javaType = "String")
    public static final String BATCH = "CamelPacketboatBatch";
    @Metadata(label = "producer",
            description = "In what stages the message goes to the sites of its batch, such as "
                    + "5%,50%,100%; stop-on=3; pause=2h.",
            javaType = "String")
    public static final String STAGES = "CamelPacketboatStages";
    @Metadata(label = "producer,consumer",
            description = "The priority, from -9 (last) to 9 (first); 0 where nothing is said.",
            javaType = "Integer")
    public static final String PRIORITY = "CamelPacketboatPriority";
    @Metadata(label = "producer,consumer",
            description = "When the message should have arrived: a text like 2026-11-20T03:00:00Z (or an Instant); "
                    + "with ;R behind it, it then comes back to its sender instead of going on.",
            javaType = "String")
    public static final String DELIVER_BY = "CamelPacketboatDeliverBy";
    @Metadata(label = "producer,consumer",
            description = "The message is not sent on before this: an Instant, or a text like 2026-11-20T03:00:00Z.",
            javaType = "java.time.Instant")
    public static final String NOT_BEFORE = "CamelPacketboatNotBefore";
    @Metadata(label = "producer",
            description = "Makes a repeated submission harmless: a key is accepted once, and answered alike for 14 "
                    + "days.",
            javaType = "String")
    public static final String KEY = "CamelPacketboatKey";
    @Metadata(label = "producer,consumer",
            description = "The queue id. The producer sets it once the message is on disk.",
            javaType = "String")
    public static final String QUEUE_ID = "CamelPacketboatQueueId";
    @Metadata(label = "consumer", description = "The address of who hands mail over to filter.", javaType = "String")
    public static final String CLIENT = "CamelPacketboatClient";
    @Metadata(label = "consumer",
            description = "The name that this client has logged in with. Not there if he has not.",
            javaType = "String")
    public static final String LOGIN = "CamelPacketboatLogin";
    @Metadata(label = "consumer",
            description = "What a route of filter sets to say what becomes of the message: accept, refuse, defer, "
                    + "hold or discard; accept if it sets nothing.",
            javaType = "String")
    public static final String VERDICT = "CamelPacketboatVerdict";
    @Metadata(label = "consumer",
            description = "What a route of filter sets to say why: the text of the refusal, such as "
                    + "554 5.7.1 no orders by mail, or why the message is held.",
            javaType = "String")
    public static final String REASON = "CamelPacketboatReason";
    @Metadata(label = "consumer",
            description = "What a route of filter sets to have fields added to the message's header: lines like "
                    + "X-Checked: yes, or a list of them.",
            javaType = "Object")
    public static final String ADD_FIELDS = "CamelPacketboatAddFields";
    @Metadata(label = "consumer",
            description = "What a route of filter sets to have fields taken out of the message's header: their names, "
                    + "commas between them.",
            javaType = "String")
    public static final String REMOVE_FIELDS = "CamelPacketboatRemoveFields";
    @Metadata(label = "consumer", description = "When the message was accepted.", javaType = "java.time.Instant")
    public static final String ARRIVED = "CamelPacketboatArrived";
    @Metadata(label = "consumer", description = "The number of attempts before this one.", javaType = "Integer")
    public static final String ATTEMPTS = "CamelPacketboatAttempts";

    @Metadata(label = "consumer",
            description = "What kind of event it is: accepted, sending, delivered, deferred and so on.",
            javaType = "String")
    public static final String EVENT = "CamelPacketboatEvent";
    @Metadata(label = "consumer",
            description = "The event's id: the same whenever it is told, so that a repeat can be recognised.",
            javaType = "String")
    public static final String EVENT_ID = "CamelPacketboatEventId";
    @Metadata(label = "consumer",
            description = "What belongs together and is to stay in order: the queue id, or the site. Not there for "
                    + "an event that belongs to neither.",
            javaType = "String")
    public static final String EVENT_KEY = "CamelPacketboatEventKey";

    private PacketboatConstants() {}
}
