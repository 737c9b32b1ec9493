package org.packetboat.app.config.report;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.app.config.settings.ReportSettings;
import org.packetboat.engine.mail.Address;
import org.packetboat.schedules.file.window.Zones;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/**
 * Reads {@code report:}.
 *
 * @param address  reads a mailbox as people write it
 * @param operator who gets the report if it says nothing of that
 */
public record ReportSection(Function<String, Address> address, Optional<Address> operator) {
    /** All its keys. */
    public static final String[] KEYS = {"to", "at", "zone"};
    private static final String MAILBOX = "a mailbox like op@example.com, or a three-part name like Night Desk:HQ:Comp";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    /** Empty if no report is wanted, or what is said of it is wrong. */
    public Optional<ReportSettings> read(Optional<Value> value) {
        return value.flatMap(v -> v.section(KEYS)).map(this::read);
    }

    private ReportSettings read(Section section) {
        List<Address> to = section.get("to").map(v -> v.atLeastOne(MAILBOX)).orElse(List.of()).stream()
                .flatMap(v -> v.as(MAILBOX, address).stream()).distinct().toList();
        if (!section.has("to") && operator.isEmpty())
            section.refuseAs("found neither \"to\" here nor \"operator\" beside it; expected who gets the report");
        Optional<LocalTime> at = section.get("at")
                .flatMap(v -> v.as("a time of day like \"06:30\"", text -> LocalTime.parse(text, TIME)));
        return new ReportSettings(section.has("to") ? to : operator.stream().toList(), at,
                Zones.in(section).orElseGet(ZoneId::systemDefault));
    }
}
