package org.packetboat.connectors.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailboxNameTest {
    private static Optional<String> folder(String localPart) {
        return MailboxName.of(localPart).map(MailboxName::folder);
    }

    @Test
    void takesTheLocalPartInLowerCase() {
        assertEquals(Optional.of("bob.smith"), folder("Bob.Smith"));
        assertEquals(Optional.of("bjørn"), folder("BJØRN"));
        assertEquals(Optional.of("sales desk"), folder("\"Sales Desk\""));
        assertEquals(Optional.of("o\"neil"), folder("\"o\\\"neil\""));
    }

    @Test
    void leavesOutTheTag() {
        assertEquals(Optional.of("bob"), folder("bob+lists+more"));
        assertEquals(Optional.of("bob"), folder("bob+../../x"));
    }

    @Test
    void letsNothingEscapeTheFolder() {
        for (String evil : List.of("\"..\"", "\".\"", "\".hidden\"", "\"../x\"", "\"a/b\"", "a/b", "\"a\\\\b\"",
                "\"\"", "+tag", "\" \"", "\"a \"", "a\0b", "a\u0085b", "\"\\.\\.\"", "\"\\/etc\"", "x".repeat(65)))
            assertEquals(Optional.empty(), folder(evil), evil);
    }
}
