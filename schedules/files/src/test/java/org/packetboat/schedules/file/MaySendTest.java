package org.packetboat.schedules.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.DomainPattern;

class MaySendTest {
    private static final Domain HOME = new Domain("home.example");

    private static MaySend of(String words) {
        List<String> all = Arrays.asList(words.split(" "));
        return new MaySend(all.contains("local"), all.contains("returns"), all.stream()
                .filter(w -> !w.equals("local") && !w.equals("returns")).map(DomainPattern::parse).toList());
    }

    @ParameterizedTest
    @CsvSource({"local, true, false, false, true, false", "returns, false, false, false, true, true",
            "far.example, false, true, false, false, true", "*.far.example, false, false, true, false, false",
            "local far.example, true, true, false, true, true", "*, true, true, true, true, true",
            "local returns, true, false, false, true, true"})
    void allows(String words, boolean home, boolean far, boolean belowFar, boolean returnHome, boolean returnFar) {
        MaySend may = of(words);
        assertEquals(List.of(home, far, belowFar, returnHome, returnFar),
                List.of(may.allows(false, HOME, HOME::equals),
                        may.allows(false, new Domain("far.example"), HOME::equals),
                        may.allows(false, new Domain("b.far.example"), HOME::equals),
                        may.allows(true, HOME, HOME::equals),
                        may.allows(true, new Domain("far.example"), HOME::equals)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    local                        | local
                    returns local *.far.example  | local, returns, *.far.example
                    *                            | wherever routes lead
                    """)
    void saysWhat(String words, String text) {
        assertEquals(text, of(words).text());
    }
}
