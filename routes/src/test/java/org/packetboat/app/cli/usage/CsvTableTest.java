package org.packetboat.app.cli.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.connectors.jmx.usage.UsageRow;

/** CSV is what spreadsheets and billing read. */
class CsvTableTest {
    private static UsageRow row(String sender, String cost) {
        return new UsageRow("2026-12-01", sender, "", "", "", 1, 2, 3, 4, 5, 6, 7, 1.5, 8, cost, "EUR");
    }

    @Test
    void rowsAreAsRfc4180HasThem() {
        assertEquals("day,sender,login,site,batch,messages,bytes,recipients,delivered,relayed,failed,calls,minutes,"
                + "wireBytes,cost,currency\r\n"
                + "2026-12-01,\"\"\"a,b\"\"@x.example\",,,,1,2,3,4,5,6,7,1.5,8,12.40,EUR\r\n",
                CsvTable.heading(UsageRow.class)
                        + CsvTable.of(UsageRow.class, List.of(row("\"a,b\"@x.example", "12.40"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=cmd@x.example", "+1@x.example", "-1+cmd|'x'!A0@x.example"})
    void noSenderIsAFormula(String sender) {
        String csv = CsvTable.of(UsageRow.class, List.of(row(sender, "")));
        assertEquals("'" + sender, csv.lines().toList().getFirst().split(",")[1]);
    }
}
