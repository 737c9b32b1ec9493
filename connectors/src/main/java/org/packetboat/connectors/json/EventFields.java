package org.packetboat.connectors.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.tariff.Money;

/** Writes what an event says beyond when and what. */
final class EventFields {
    /** A message to all branches would make an event too large for a topic; how many there are is told besides. */
    private static final int DOMAINS_TOLD = 100;

    private final JsonGenerator json;

    EventFields(JsonGenerator json) {
        this.json = json;
    }

    void write(StatusEvent event) throws IOException {
        if (event instanceof StatusEvent.OfMessage of) {
            json.writeStringField("message", of.message().toString());
            optional("batch", of.batch());
        }
        if (event instanceof StatusEvent.OfEnvelope of) json.writeStringField("envelope", of.id().toString());
        switch (event) {
            case StatusEvent.Accepted e -> accepted(e);
            case StatusEvent.Repeated e -> repeated(e);
            case StatusEvent.NameReused e -> nameReused(e);
            case StatusEvent.Sending e -> moved(e.site(), "recipients", e.recipients(), e.bytes());
            case StatusEvent.Progress e -> moved(e.site(), "done", e.done(), e.bytes());
            case StatusEvent.Delivered e -> delivered(e.site(), e.recipient(), e.reply(), e.age());
            case StatusEvent.Relayed e -> relayed(e);
            case StatusEvent.Deferred e -> deferred(e);
            case StatusEvent.Refused e -> outcome(e.site(), e.recipient(), e.reply());
            case StatusEvent.Expired e -> expired(e);
            case StatusEvent.Overdue e -> json.writeStringField("deliverBy", e.deliverBy().toString());
            case StatusEvent.Handled e -> json.writeStringField("what", e.what());
            case StatusEvent.Deleted e -> texts("recipients", e.recipients());
            case StatusEvent.Withdrawn e -> withdrawn(e);
            case StatusEvent.NoticeSent e -> noticeSent(e);
            case StatusEvent.Died e -> json.writeStringField("why", e.why());
            case StatusEvent.SessionOpened e -> session(e.site(), e.link());
            case StatusEvent.SessionEnded e -> ended(e);
            case StatusEvent.WindowOpened e -> windowOpened(e);
            case StatusEvent.WindowClosed e -> site(e.site());
            case StatusEvent.WindowMissed e -> missed(e.site(), e.envelopes(), e.lastReply());
            case StatusEvent.BatchMissed e -> batchMissed(e);
            case StatusEvent.BatchStage e -> stage(e);
            case StatusEvent.Trouble e -> json.writeStringField("what", e.what());
            case StatusEvent.EventsLost e -> lost(e);
        }
    }

    private void repeated(StatusEvent.Repeated e) throws IOException {
        known(e.name(), e.origin());
        texts("recipients", e.recipients());
    }

    private void nameReused(StatusEvent.NameReused e) throws IOException {
        known(e.name(), e.origin());
        json.writeStringField("before", e.before().toString());
    }

    private void moved(String site, String counted, long count, long bytes) throws IOException {
        site(site);
        json.writeNumberField(counted, count);
        json.writeNumberField("size", bytes);
    }

    private void delivered(String site, Address recipient, Reply reply, Duration age) throws IOException {
        outcome(site, recipient, reply);
        seconds("age", age);
    }

    private void relayed(StatusEvent.Relayed e) throws IOException {
        delivered(e.site(), e.recipient(), e.reply(), e.age());
        json.writeBooleanField("awaited", e.awaited());
    }

    private void deferred(StatusEvent.Deferred e) throws IOException {
        outcome(e.site(), e.recipient(), e.reply());
        json.writeStringField("next", e.next().toString());
    }

    private void expired(StatusEvent.Expired e) throws IOException {
        json.writeStringField("recipient", e.recipient().toString());
        lastReply(e.lastReply());
    }

    private void withdrawn(StatusEvent.Withdrawn e) throws IOException {
        texts("recipients", e.recipients());
        json.writeStringField("why", e.why());
        if (e.replacedBy().isPresent()) json.writeStringField("replacedBy", e.replacedBy().get().toString());
    }

    private void noticeSent(StatusEvent.NoticeSent e) throws IOException {
        json.writeStringField("notice", e.notice().toString());
        json.writeStringField("to", e.to().toString());
        json.writeStringField("kind", e.kind());
    }

    private void windowOpened(StatusEvent.WindowOpened e) throws IOException {
        site(e.site());
        json.writeStringField("closes", e.closes().toString());
    }

    private void batchMissed(StatusEvent.BatchMissed e) throws IOException {
        json.writeStringField("batch", e.name());
        missed(e.site(), e.envelopes(), e.lastReply());
    }

    private void stage(StatusEvent.BatchStage e) throws IOException {
        json.writeStringField("batch", e.name());
        json.writeStringField("message", e.message().toString());
        json.writeNumberField("stage", e.stage());
        json.writeNumberField("stages", e.stages());
        json.writeStringField("what", e.what());
    }

    private void lost(StatusEvent.EventsLost e) throws IOException {
        json.writeStringField("reader", e.reader());
        json.writeNumberField("count", e.count());
    }

    private void known(String name, String origin) throws IOException {
        json.writeStringField("name", name);
        json.writeStringField("origin", origin);
    }

    private void ended(StatusEvent.SessionEnded e) throws IOException {
        session(e.site(), e.link());
        seconds("lasted", e.lasted());
        json.writeNumberField("envelopes", e.envelopes());
        json.writeNumberField("bytes", e.bytes());
        json.writeStringField("how", e.how());
        if (!e.figures().equals(SessionFigures.NONE)) figures(e);
        if (e.charge().isPresent()) charge(e.charge().get());
    }

    private void charge(Money charge) throws IOException {
        json.writeObjectFieldStart("charge");
        json.writeStringField("currency", charge.currency());
        json.writeNumberField("amount", charge.amount());
        json.writeEndObject();
    }

    private void missed(String site, long envelopes, Optional<Reply> lastReply) throws IOException {
        site(site);
        json.writeNumberField("waiting", envelopes);
        lastReply(lastReply);
    }

    private void accepted(StatusEvent.Accepted e) throws IOException {
        json.writeStringField("from", e.about().sender().map(Address::toString).orElse(""));
        json.writeNumberField("recipients", e.recipients());
        json.writeNumberField("size", e.about().size());
        json.writeStringField("origin", e.about().origin());
        optional("envid", e.about().envelopeName());
        optional("messageId", e.heading().messageId());
        texts("domains", e.destinations().stream().limit(DOMAINS_TOLD).map(Domain::name).toList());
        json.writeNumberField("domainCount", e.destinations().size());
    }

    private void figures(StatusEvent.SessionEnded e) throws IOException {
        SessionFigures f = e.figures();
        json.writeObjectFieldStart("figures");
        json.writeStringField("port", f.place().port());
        json.writeStringField("number", f.place().number());
        json.writeStringField("direction", f.direction());
        json.writeNumberField("rate", f.place().rate());
        json.writeNumberField("wireOut", f.wireOut());
        json.writeNumberField("wireIn", f.wireIn());
        json.writeNumberField("mailOut", f.mailOut());
        json.writeNumberField("mailIn", f.mailIn());
        json.writeNumberField("packets", f.packets());
        json.writeNumberField("resent", f.resent());
        json.writeStringField("compression", f.compression());
        json.writeNumberField("efficiency", f.efficiency(e.lasted()));
        json.writeEndObject();
    }

    private void site(String name) throws IOException {
        json.writeStringField("site", name);
    }

    private void session(String site, String link) throws IOException {
        site(site);
        json.writeStringField("link", link);
    }

    private void outcome(String site, Address recipient, Reply reply) throws IOException {
        site(site);
        json.writeStringField("recipient", recipient.toString());
        reply("reply", reply);
    }

    private void lastReply(Optional<Reply> reply) throws IOException {
        if (reply.isPresent()) reply("lastReply", reply.get());
    }

    private void reply(String name, Reply reply) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("code", reply.code());
        json.writeStringField("status", reply.status());
        json.writeStringField("text", reply.text());
        json.writeEndObject();
    }

    private void optional(String name, Optional<String> value) throws IOException {
        if (value.isPresent()) json.writeStringField(name, value.get());
    }

    /** With three digits behind the point. */
    private void seconds(String name, Duration duration) throws IOException {
        json.writeNumberField(name, duration.toMillis() / 1000.0);
    }

    private void texts(String name, List<?> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (Object value : values)
            json.writeString(value.toString());
        json.writeEndArray();
    }
}
