package org.packetboat.connectors.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.Recipient;

/**
 * What is written beside the text of a message that leaves one queue for another: all that its envelopes say. As JSON,
 * one object on one line; other versions may add fields, which are passed over. Times are ISO 8601 in UTC. What was not
 * said is an empty text.
 *
 * @param packetboatMail the version of this format: 1
 * @param key            names the message in all queues of the world, so that it is taken once
 * @param id             its queue id, for people
 * @param sender         the return path; empty for none
 * @param bytes          how long its text is
 * @param sha256         of its text, in hexadecimal
 * @param returned       RET of RFC 3461, {@code FULL} or {@code HDRS}
 * @param envelopeName   ENVID of RFC 3461 as xtext
 * @param arrived        when it came in, for people
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ExportedMail(int packetboatMail, String key, String id, String sender, long bytes, String sha256,
        boolean eightBit, boolean international, String returned, String envelopeName, String batch, String origin,
        String arrived, List<Part> envelopes) {
    /** The version that is written, and the highest that is read. */
    public static final int VERSION = 1;

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    /**
     * One envelope.
     *
     * @param notBefore when it may be sent; empty if at once
     * @param deliverBy with what becomes of it then: {@code 2026-11-20T06:00:00Z;R}
     * @param expires   when it is given up
     * @param held      whether an operator holds it
     * @param staged    whether it waits for the stage of its big send
     */
    public record Part(String domain, List<To> recipients, int priority, String notBefore, String deliverBy,
            String expires, int attempts, String lastReply, boolean held, boolean staged) {}

    /** A recipient. @param wanted NOTIFY of RFC 3461, empty if nothing was said @param original ORCPT */
    public record To(String address, @JsonProperty("notify") Set<String> wanted, String original) {
        /** @throws IllegalArgumentException if that is no recipient */
        public Recipient recipient() {
            return new Recipient(Address.parse(address),
                    wanted.stream().map(Notify::valueOf).collect(Collectors.toUnmodifiableSet()),
                    Optional.of(original).filter(o -> !o.isEmpty()));
        }

        static To of(Recipient recipient) {
            return new To(recipient.address().toString(),
                    recipient.wanted().stream().map(Notify::name).collect(Collectors.toUnmodifiableSet()),
                    recipient.original().orElse(""));
        }
    }

    /**
     * What there is to say of a message.
     *
     * @param folder    names the data folder that it comes from
     * @param envelopes those of it that wait; one at least
     * @param sha256    of its text
     */
    public static ExportedMail of(String folder, List<Envelope> envelopes, String sha256) {
        Message message = envelopes.getFirst().message();
        return new ExportedMail(VERSION, folder + "/" + message.id(), message.id().toString(),
                message.sender().map(Address::toString).orElse(""), message.size(), sha256, message.eightBit(),
                message.international(), message.returned().name(), message.envelopeName().orElse(""),
                message.batch().orElse(""), message.origin(), message.arrived().toString(),
                envelopes.stream().map(ExportedMail::part).toList());
    }

    private static Part part(Envelope e) {
        boolean waits = e.notBefore().isAfter(e.message().arrived()) && !e.waitsForStage();
        return new Part(e.destination().name(), e.recipients().stream().map(To::of).toList(), e.priority().value(),
                waits ? e.notBefore().toString() : "", e.deliverBy().map(Object::toString).orElse(""),
                e.expires().equals(Instant.MAX) ? "" : e.expires().toString(), e.attempts(),
                e.lastReply().map(Object::toString).orElse(""), e.held(), e.waitsForStage());
    }

    /** On one line. */
    public String text() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalArgumentException if that is none, or of a newer version */
    public static ExportedMail read(String text) {
        try {
            ExportedMail read = MAPPER.readValue(text, ExportedMail.class);
            if (read.packetboatMail < 1 || read.packetboatMail > VERSION)
                throw new IllegalArgumentException("packetboatMail: found " + read.packetboatMail
                        + "; this version reads 1 to " + VERSION);
            return read.whole();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no exported mail: " + e.getOriginalMessage(), e);
        } catch (NullPointerException e) {
            throw new IllegalArgumentException("a field is missing: " + e.getMessage(), e);
        }
    }

    private ExportedMail whole() {
        for (Object field : new Object[]{key, id, sender, sha256, returned, envelopeName, batch, origin, arrived})
            Objects.requireNonNull(field, "one of key, id, sender, sha256, returned, envelopeName, batch, origin, "
                    + "arrived");
        if (Objects.requireNonNull(envelopes, "envelopes").isEmpty())
            throw new IllegalArgumentException("envelopes: found none");
        for (Part part : envelopes)
            for (Object field : new Object[]{part, part.recipients, part.notBefore, part.deliverBy, part.expires})
                Objects.requireNonNull(field, "a field of an envelope");
        for (To to : envelopes.stream().flatMap(p -> p.recipients.stream()).toList())
            for (Object field : new Object[]{to, to.address, to.wanted, to.original})
                Objects.requireNonNull(field, "a field of a recipient");
        return this;
    }
}
