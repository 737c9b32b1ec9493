package org.packetboat.schedules.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller may have run. */
class CommandRuleTest {
    private static final List<CommandRule> RULES = CommandRule.parse(List.of("# news, and a printer", "",
            "rnews /usr/bin/rnews", "  lp\t/usr/bin/lp -s :  -d[a-z]+ -n[1-9] "));

    @Test
    void readsALineForEachCommand() {
        assertEquals(List.of("rnews", "lp"), RULES.stream().map(CommandRule::name).toList());
        assertEquals(List.of("/usr/bin/lp", "-s", "-dlaser", "-n2"),
                RULES.getLast().commandLine(List.of("-dlaser", "-n2")));
    }

    @Test
    void takesWhatMatchesWhole() {
        assertEquals(Optional.empty(), RULES.getLast().refusal(List.of("-dlaser", "-n2")));
        assertEquals(Optional.empty(), RULES.getFirst().refusal(List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-dlaser;reboot", "-n22", "/etc/passwd", "", "-d", "x-da", "-da\n-db"})
    void takesNothingElse(String argument) {
        assertTrue(RULES.getLast().refusal(List.of("-da", argument)).isPresent());
        assertTrue(RULES.getFirst().refusal(List.of(argument)).isPresent(), "it may give none");
    }

    /** Else the colon would be an argument of ours. */
    @Test
    void nothingBehindTheColonAllowsNoArguments() {
        assertEquals(List.of(new CommandRule("lp", List.of("/usr/bin/lp"), List.of())),
                CommandRule.parse(List.of("lp /usr/bin/lp :")));
    }
}
