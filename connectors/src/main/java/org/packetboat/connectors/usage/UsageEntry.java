package org.packetboat.connectors.usage;

import java.util.Optional;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.tariff.Money;

/** What a status event means for usage. */
record UsageEntry(UsageKey key, UsageTotals totals) {
    private static final String SMTP = "smtp:";

    /** Empty if it means nothing: it tells of an attempt, of a window, of a notice of our own. */
    static Optional<UsageEntry> of(StatusEvent event) {
        return switch (event) {
            case StatusEvent.Accepted e when !e.about().origin().equals(Message.JOURNAL) -> Optional.of(accepted(e));
            case StatusEvent.Delivered e -> settled(e.site(), e.batch(), UsageTotals.settled(1, 0, 0));
            case StatusEvent.Relayed e -> settled(e.site(), e.batch(), UsageTotals.settled(0, 1, 0));
            case StatusEvent.Refused e -> settled(e.site(), e.batch(), UsageTotals.settled(0, 0, 1));
            case StatusEvent.Expired e -> settled("", e.batch(), UsageTotals.settled(0, 0, 1));
            case StatusEvent.SessionEnded e -> Optional.of(call(e));
            default -> Optional.empty();
        };
    }

    private static UsageEntry accepted(StatusEvent.Accepted e) {
        return new UsageEntry(new UsageKey(e.about().sender().map(Address::toString).orElse("<>"),
                login(e.about().origin()), "", e.batch().orElse(""), ""),
                UsageTotals.accepted(e.about().size(), e.recipients()));
    }

    /** {@code smtp:LOGIN@ADDRESS}. */
    private static String login(String origin) {
        int at = origin.lastIndexOf('@');
        return origin.startsWith(SMTP) && at > 0 ? origin.substring(SMTP.length(), at) : "";
    }

    /** What is refused on its way in names where it came from instead of a site. */
    private static Optional<UsageEntry> settled(String site, Optional<String> batch, UsageTotals totals) {
        return Optional.of(new UsageEntry(
                new UsageKey("", "", site.indexOf(':') < 0 ? site : "", batch.orElse(""), ""), totals));
    }

    private static UsageEntry call(StatusEvent.SessionEnded e) {
        SessionFigures figures = e.figures();
        return new UsageEntry(new UsageKey("", "", e.site(), "", e.charge().map(Money::currency).orElse("")),
                UsageTotals.call(e.lasted().toMillis(), figures.wireOut() + figures.wireIn(),
                        e.charge().map(Money::micros).orElse(0L)));
    }
}
