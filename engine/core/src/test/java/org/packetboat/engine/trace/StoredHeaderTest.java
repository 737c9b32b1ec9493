package org.packetboat.engine.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.mail.OddHeaders;

class StoredHeaderTest {
    private static final int MOST = 1000;

    private static Body body(String text) {
        return new BytesBody(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<String> names(Body body, int most) {
        return StoredHeader.of(body, most).stream().map(StoredHeader.Field::name).toList();
    }

    @ParameterizedTest
    @MethodSource("org.packetboat.engine.mail.OddHeaders#all")
    void findsTheFieldsOfOddHeaders(OddHeaders odd) {
        assertEquals(odd.fields(), names(new BytesBody(odd.bytes()), MOST));
    }

    @ParameterizedTest
    @MethodSource("org.packetboat.engine.mail.OddHeaders#all")
    void bareLineFeedsEndLinesToo(OddHeaders odd) {
        assertEquals(odd.fields(), names(body(odd.text().replace("\r\n", "\n")), MOST));
    }

    @Test
    void readsInWhateverPieces() {
        byte[] bytes = "Received: a\r\n\tby b\r\nSubject: x\r\n\r\ntext\r\n".getBytes(StandardCharsets.US_ASCII);
        Body byteByByte = new Body() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public byte[] read(long offset, int most) {
                return Arrays.copyOfRange(bytes, (int) offset, (int) offset + 1);
            }
        };
        assertEquals(List.of("received", "subject"), names(byteByByte, MOST));
        assertEquals("Received: a\r\n\tby b",
                StoredHeader.of(byteByByte, MOST).getFirst().text(StandardCharsets.US_ASCII));
        assertEquals(" a\r\n\tby b", StoredHeader.of(byteByByte, MOST).getFirst().value(StandardCharsets.US_ASCII));
    }

    @Test
    void fieldThatGoesOnBeyondWhatIsReadIsLeftOut() {
        String text = "Received: a\r\n\tby b\r\nSubject: x\r\n\r\n";
        assertEquals(List.of("received"), names(body(text), text.indexOf("Subject") + 3));
        assertEquals(List.of(), names(body(text), text.indexOf("Subject")));
        assertEquals(List.of(), names(body(text), text.indexOf("\tby b")));
    }

    @Test
    void serversThatMailHasBeenAtStandInItsTraceLines() {
        assertEquals(Set.of("a.example", "b.example", "c"), Visited.by(body("RECEIVED : from A.example\r\n"
                + "\t(by no one) by b.example; now\r\nSubject: by z.example\r\nreceived: by c\r\n\r\nReceived: by d")));
    }

    @Test
    void onlyTheFirstTraceLineIsOurs() {
        String ours = "Received: from x by y (carried by a, b)\r\n\tfor <a(carried by evil)@z>; now\r\n";
        String theirs = "Received: from w (carried by c)\r\n\r\n";
        assertEquals(List.of("a", "b"), Carriers.of(body(ours + theirs)));
        assertEquals(List.of(), Carriers.of(body("Subject: x\r\n" + theirs)));
        assertEquals(List.of(), Carriers.of(body("RECEIVED: from x (carried by c)\r\nSubject: x\r\n\r\n")));
    }
}
