package org.packetboat.schedules.file.link;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.tariff.Money;
import org.packetboat.engine.tariff.Rates;
import org.packetboat.engine.tariff.Tariff;
import org.packetboat.schedules.file.window.WindowNames;
import org.packetboat.schedules.file.window.Windows;
import org.packetboat.schedules.file.window.Zones;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads what calls cost: {@code tariff} of links. All tariffs of a set of files are in one currency. */
public final class TariffReader {
    public static final String[] KEYS = {"currency", "per-minute", "per-megabyte", "connect", "minimum", "step",
            "times", "zone"};
    public static final String[] TIMED_KEYS = {"window", "per-minute", "per-megabyte"};
    private static final String CURRENCY = "the code of a currency, like EUR";
    private static final String AMOUNT = "an amount like 0.12, with at most six decimals";
    private static final String TIMES = "a list of { window: NAME, per-minute: 0.03 }";
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final WindowNames names;
    private final Windows windows;
    private Optional<String> first = Optional.empty();

    /** @param windows makes the windows that these names stand for */
    public TariffReader(WindowNames names, Windows windows) {
        this.names = names;
        this.windows = windows;
    }

    /** A tariff; empty if something of it can't be read, which was reported. */
    Optional<Tariff> read(Value value) {
        return value.section(KEYS).flatMap(section -> {
            Optional<String> currency = section.need("currency", CURRENCY).flatMap(this::currency);
            Rates usual = rates(section, new Rates(0, 0));
            WindowRates rates = new WindowRates(usual, section.get("times").map(v -> times(v, section, usual))
                    .orElse(List.of()));
            long connect = amount(section, "connect", 0);
            long minimum = amount(section, "minimum", 0);
            Duration step = section.get("step").flatMap(TariffReader::step).orElse(SECOND);
            return currency.map(code -> new Tariff(code, connect, minimum, step, rates));
        });
    }

    private Optional<String> currency(Value value) {
        Optional<String> code = value.as(CURRENCY, text -> Money.none(text).currency());
        if (first.isEmpty()) first = code;
        if (code.equals(first)) return code;
        code.ifPresent(_ -> value.refuse(first.orElseThrow() + " as in the tariffs before, so that costs can be "
                + "compared"));
        return Optional.empty();
    }

    private static Rates rates(Section section, Rates usual) {
        return new Rates(amount(section, "per-minute", usual.perMinute()),
                amount(section, "per-megabyte", usual.perMegabyte()));
    }

    private static long amount(Section section, String key, long usual) {
        return section.get(key).flatMap(v -> v.as(AMOUNT, Money::micros)).orElse(usual);
    }

    private static Optional<Duration> step(Value value) {
        Optional<Duration> step = value.duration();
        if (step.filter(found -> found.compareTo(HOUR) > 0).isEmpty()) return step;
        value.refuse("a duration of at most 1h");
        return Optional.empty();
    }

    private List<WindowRates.Timed> times(Value value, Section tariff, Rates usual) {
        Optional<ZoneId> zone = Zones.in(tariff);
        List<WindowRates.Timed> times = new ArrayList<>();
        for (Value item : value.items(TIMES)) {
            Optional<Section> section = item.section(TIMED_KEYS);
            Rates rates = section.map(found -> rates(found, usual)).orElse(usual);
            section.flatMap(found -> found.need("window", "the name of a window"))
                    .flatMap(name -> names.read(name, zone)).map(spec -> windows.of(spec, zone))
                    .ifPresent(window -> times.add(new WindowRates.Timed(window, rates)));
        }
        return times;
    }
}
