package org.packetboat.app.compose.recipients;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.packetboat.app.compose.push.RecipientsPush;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.settings.RecipientSettings;
import org.packetboat.connectors.jmx.recipients.RecipientListRow;
import org.packetboat.connectors.jmx.recipients.RecipientPushRow;
import org.packetboat.connectors.jmx.recipients.RecipientRow;
import org.packetboat.connectors.jmx.recipients.RecipientsMXBean;
import org.packetboat.connectors.metrics.ServerFigures;
import org.packetboat.connectors.recipients.ListStatus;
import org.packetboat.connectors.recipients.RecipientLists;
import org.packetboat.connectors.smtp.server.HarvestCounts;
import org.packetboat.engine.intake.Directory.Finding;
import org.packetboat.engine.mail.Address;

/** The lists of recipients, who is looking for names that they have, and what operators see of both. */
public record Recipients(RecipientLists known, HarvestCounts harvest, AtomicReference<Optional<RecipientsPush>> pusher)
        implements
            RecipientsMXBean,
            ServerFigures.Recipients,
            AutoCloseable {
    /** Opens what is kept in the data folder. */
    public static Recipients open(Configuration configuration, InstantSource clock) {
        RecipientSettings settings = configuration.recipients();
        return new Recipients(ConfiguredLists.open(configuration, clock),
                new HarvestCounts(settings.harvest().tarpit(), settings.harvest().limit()),
                new AtomicReference<>(Optional.empty()));
    }

    /** From now on this pushes lists. */
    public void pushing(RecipientsPush sender) {
        pusher.set(Optional.of(sender));
    }

    @Override
    public List<RecipientPushRow> getPushes() {
        return pusher.get().map(RecipientsPush::rows).orElse(List.of());
    }

    @Override
    public String push(String list, String site, boolean whole) {
        return pusher.get().orElseThrow(() -> new IllegalStateException("this server pushes to nobody; expected "
                + "push-to: SITE at a list of its packetboat.yaml, and fleet: { branches: FOLDER }"))
                .push(list, site, whole);
    }

    @Override
    public List<ServerFigures.RecipientPush> pushes() {
        return getPushes().stream().map(push -> new ServerFigures.RecipientPush(push.list() + "@" + push.site(),
                push.changes(), push.problem().isEmpty() ? 0 : 1)).toList();
    }

    /** What is wrong with lists, and with what is pushed of them, for people. */
    public List<String> problems() {
        return Stream.concat(known.problems().stream(), getPushes().stream().map(RecipientPushRow::problem)
                .filter(problem -> !problem.isEmpty())).toList();
    }

    @Override
    public List<RecipientListRow> getLists() {
        return known.status().stream().map(Recipients::row).toList();
    }

    private static RecipientListRow row(ListStatus list) {
        return new RecipientListRow(list.name(), list.source(), list.domains(), list.rows(),
                list.read().map(Object::toString).orElse(""), list.read().map(r -> r.toEpochMilli()).orElse(-1L),
                list.problem().orElse(""));
    }

    @Override
    public long unknown() {
        return getUnknown();
    }

    @Override
    public long putOff() {
        return getPutOff();
    }

    @Override
    public List<ServerFigures.RecipientList> lists() {
        return known.status().stream().map(list -> new ServerFigures.RecipientList(list.name(), list.rows(),
                list.problem().isEmpty() ? 0 : 1)).toList();
    }

    @Override
    public long getUnknown() {
        return harvest.totals().unknown();
    }

    @Override
    public long getHeldBack() {
        return harvest.totals().heldBack();
    }

    @Override
    public long getPutOff() {
        return harvest.totals().shut();
    }

    @Override
    public RecipientRow find(String address) {
        Address asked = Address.parseLoosely(address);
        return switch (known.find(asked)) {
            case Finding.Known(var site, var mailbox) -> new RecipientRow(mailbox.toString(), "known", site.orElse(""));
            case Finding.Unknown() -> new RecipientRow(asked.toString(), "unknown", "");
            case Finding.NotKnownYet() -> new RecipientRow(asked.toString(), "not-known-yet", "");
            case Finding.NoList() -> new RecipientRow(asked.toString(), "no-list", "");
        };
    }

    @Override
    public String confirm(String list) {
        ListStatus now = known.confirm(list);
        if (now.problem().isPresent()) throw new IllegalArgumentException(list + " " + now.problem().get());
        return list + " has " + now.rows() + " recipients";
    }

    @Override
    public void close() throws IOException {
        known.close();
    }
}
