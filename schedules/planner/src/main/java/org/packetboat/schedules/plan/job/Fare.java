package org.packetboat.schedules.plan.job;

import java.util.Optional;
import java.util.stream.LongStream;
import org.packetboat.engine.tariff.PriceList;

/**
 * What the calls of a job cost. All times are milliseconds from the start of the night, prices millionths of the
 * currency's unit.
 *
 * @param prices of its link's tariff; empty if calls cost nothing
 * @param bytes  what one call for all of it carries
 */
public record Fare(Optional<PriceList> prices, long bytes) {
    /** Calls cost nothing. */
    public static final Fare FREE = new Fare(Optional.empty(), 0);
    private static final long[] NONE = {};
    private static final int MOST = 1000;

    /** The price of a call. @param carried the bytes on the line */
    public long price(long start, long length, long carried) {
        return prices.map(list -> list.price(start, length, carried)).orElse(0L);
    }

    /** What a call carries that is so long of calls that are so long all together. */
    long share(long length, long all) {
        return bytes / all * length + bytes % all * length / all;
    }

    /** The price of a call that carries everything. */
    long whole(long start, long length) {
        return price(start, length, bytes);
    }

    /** From when on a call of this length may have another price. @param most so many for each change of rates */
    long[] changes(long length, int most) {
        return prices.map(list -> list.changes(length, most)).orElse(NONE);
    }

    /** Whether {@link #changes} tells all of them. */
    boolean tellsAll(long length, int most) {
        return prices.map(list -> list.tellsAll(length, most)).orElse(true);
    }

    /** What no call of this length that carries everything costs less than. */
    long least(long length) {
        return prices.map(list -> list.least(length, bytes)).orElse(0L);
    }

    /** Since when a call of this length is no dearer than one that begins then; empty if it always was. */
    public Optional<Long> since(long start, long length) {
        long price = whole(start, length);
        long[] changes = changes(length, MOST);
        return LongStream.range(0, changes.length).map(i -> changes[(int) (changes.length - 1 - i)])
                .filter(at -> at <= start && whole(at - 1, length) > price).boxed().findFirst();
    }
}
