package org.packetboat.engine.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BigSendNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"prices", "Spring prices 2026", " a ", "a=b+c", "+20", "v1+2026", "+2B", "prix d'\u00e9t\u00e9",
                    "\ud83d\ude80 launch", "100%", "<a>"})
    void isReadBackFromWhatALinkCarries(String text) {
        BigSendName name = new BigSendName(text);
        assertEquals(text, Xtext.decode(Xtext.encode(name.text())));
        assertEquals(-1, Xtext.encode(name.text()).indexOf(' '));
    }

    @Test
    void staysAsItIsWhereNothingNeedsACode() {
        assertEquals("a=b+c", Xtext.encode("a=b+c"));
        assertEquals("Spring+20prices", Xtext.encode("Spring prices"));
        assertEquals("v1+2B2026", Xtext.encode("v1+2026"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\u0001b", "two\nlines", "half\ud83d", "\u0085"})
    void refusesWhatIsNoName(String text) {
        assertEquals(Optional.empty(), BigSendName.of(text));
    }

    @Test
    void saysWhatWasFoundInOneLine() {
        assertEquals("found \"two lines\"; expected a name of 1 to 200 characters",
                assertThrows(IllegalArgumentException.class, () -> new BigSendName("two\nlines")).getMessage());
        assertEquals(Optional.empty(), BigSendName.of("n".repeat(201)));
        assertEquals(200, BigSendName.of("n".repeat(200)).orElseThrow().text().length());
    }

    @Test
    void codesOfAControlCharacterStayCodes() {
        assertEquals("a+0D+0Ab+7F+zz+", Xtext.decode("a+0D+0Ab+7F+zz+"));
        assertEquals("+C3+A9 x", Xtext.decodeAscii("+C3+A9+20x"));
    }
}
