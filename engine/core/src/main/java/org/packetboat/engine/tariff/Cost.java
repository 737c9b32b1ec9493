package org.packetboat.engine.tariff;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What some calls cost together, such as those of a night. Amounts in different currencies stand side by side.
 *
 * @param calls  how many were charged
 * @param billed how long, added up, each rounded up as its tariff says
 * @param bytes  over the line, likewise
 * @param money  a sum for each currency, by its code
 */
public record Cost(long calls, Duration billed, long bytes, List<Money> money) {
    /** Of no calls. */
    public static final Cost NONE = new Cost(0, Duration.ZERO, 0, List.of());

    public Cost {
        money = money.stream().sorted(Comparator.comparing(Money::currency)).toList();
    }

    /** The cost of one call. */
    public static Cost of(Charge charge) {
        return new Cost(1, charge.billed(), charge.bytes(), List.of(charge.money()));
    }

    /** With one call more. */
    public Cost plus(Charge charge) {
        return plus(of(charge));
    }

    /** Both together. */
    public Cost plus(Cost other) {
        List<Money> sums = new ArrayList<>(money);
        other.money.forEach(amount -> add(sums, amount));
        return new Cost(calls + other.calls, billed.plus(other.billed), bytes + other.bytes, sums);
    }

    private static void add(List<Money> sums, Money amount) {
        for (int i = 0; i < sums.size(); i++) {
            if (!sums.get(i).currency().equals(amount.currency())) continue;
            sums.set(i, sums.get(i).plus(amount));
            return;
        }
        sums.add(amount);
    }

    /** Whether no call was charged. */
    public boolean isNone() {
        return calls == 0;
    }

    /**
     * The sums for people and for logs: {@code 12.40 EUR}, or {@code 12.40 EUR and 3.00 USD}. Empty if there is none.
     */
    public String said() {
        return money.stream().map(Money::toString).collect(Collectors.joining(" and "));
    }
}
