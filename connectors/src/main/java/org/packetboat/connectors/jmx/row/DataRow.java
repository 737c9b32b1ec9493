package org.packetboat.connectors.jmx.row;

import java.time.Instant;
import java.time.ZoneId;
import org.packetboat.engine.calls.DataUse;
import org.packetboat.engine.calls.MonthlyData;

/**
 * What is used of a month's data; see {@link DataUse}.
 *
 * @param of        the number, site or link that it is for
 * @param megabytes that the month includes
 * @param pays      whether more may be had for the tariff's price
 * @param used      bytes so far
 * @param until     when the month is over
 * @param zone      by whose calendar
 */
public record DataRow(String of, int megabytes, boolean pays, long used, String until, String zone) {
    public static DataRow of(DataUse use) {
        return new DataRow(use.of(), use.data().megabytes(), use.data().beyond() == MonthlyData.Beyond.PAY, use.used(),
                use.until().toString(), use.data().zone().getId());
    }

    public DataUse use() {
        return new DataUse(of, new MonthlyData(megabytes, pays ? MonthlyData.Beyond.PAY : MonthlyData.Beyond.STOP,
                ZoneId.of(zone)), used, Instant.parse(until));
    }
}
