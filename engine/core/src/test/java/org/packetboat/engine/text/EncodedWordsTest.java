package org.packetboat.engine.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Subjects are shown as they were typed. */
class EncodedWordsTest {
    @Test
    void bothEncodingsAreRead() {
        assertEquals("Caf\u00e9 f\u00fcr alle", EncodedWords.decode("=?utf-8?Q?Caf=C3=A9_f=C3=BCr?= alle"));
        assertEquals("\u00e4\u00f6", EncodedWords.decode("=?ISO-8859-1?b?5PY=?="));
    }

    @Test
    void spaceBetweenTwoOfThemIsNone() {
        assertEquals("ab c", EncodedWords.decode("=?us-ascii?q?a?= =?us-ascii*en?q?b?= c"));
    }

    @Test
    void whatIsBrokenStaysAsItIs() {
        for (String text : new String[]{"a =? b", "=?x-none?q?a?=", "=?utf-8?b?*?=", "=?utf-8?q?=ZZ?=", "=?utf-8?q?a"})
            assertEquals(text, EncodedWords.decode(text));
        assertEquals("a=", EncodedWords.decode("=?utf-8?q?a=?="));
    }
}
