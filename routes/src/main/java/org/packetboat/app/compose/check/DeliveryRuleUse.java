package org.packetboat.app.compose.check;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.packetboat.app.config.settings.ListenerSettings;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.engine.route.rule.DeliveryRule;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problems;

/** Delivery rules that fit no mail as packetboat.yaml is, and journals that no mail gets to. */
final class DeliveryRuleUse implements Check {
    @Override
    public void look(Subject subject, Problems problems) {
        Set<String> listeners = subject.configuration().smtp().all().map(ListenerSettings::name)
                .collect(Collectors.toSet());
        long largest = subject.configuration().smtp().main().bounds().messageSize();
        RouteTable table = new RouteTable(subject.routes());
        for (DeliveryRule rule : subject.schedules().rules().rules()) {
            rule.from().listeners().stream().filter(name -> !listeners.contains(name)).sorted()
                    .forEach(name -> warn(rule, "listeners", "found \"" + name
                            + "\"; expected a listener of packetboat.yaml: "
                            + listeners.stream().sorted().collect(Collectors.joining(", ")), problems));
            if (rule.largerThan().orElse(0) >= largest)
                warn(rule, "larger-than", "found a size that no mail has; expected less than smtp.max-message-size, "
                        + largest + " bytes", problems);
            rule.effect().journal().filter(journal -> !isReached(journal, subject, table)).ifPresent(
                    journal -> warn(rule, "journal", unreached(journal), problems));
        }
        subject.schedules().rules().journals().entrySet().stream()
                .filter(journal -> !isReached(journal.getValue(), subject, table))
                .forEach(journal -> problems.warning(subject.written().route(journal.getKey(), "journal"),
                        "site " + journal.getKey(), unreached(journal.getValue())));
    }

    private static boolean isReached(Address journal, Subject subject, RouteTable table) {
        return subject.configuration().localDomains().contains(journal.domain())
                || !table.candidates(journal.domain()).isEmpty();
    }

    private static String unreached(Address journal) {
        return "found " + journal
                + ", to whose domain no route leads; expected one: until there is, all mail of which it "
                + "is to get a copy is put off (451)";
    }

    private static void warn(DeliveryRule rule, String key, String message, Problems problems) {
        problems.warning(place(rule.place()), "rule " + rule.name() + "." + key, message);
    }

    /** {@code FILE:LINE:COLUMN}. */
    private static Place place(String text) {
        int column = text.lastIndexOf(':');
        int line = text.lastIndexOf(':', column - 1);
        return Optional.of(text).filter(_ -> line > 0).map(t -> new Place(t.substring(0, line),
                Integer.parseInt(t.substring(line + 1, column)), Integer.parseInt(t.substring(column + 1))))
                .orElse(Place.of(text));
    }
}
