package org.packetboat.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.app.cli.shell.ExitCodes;

/** Asking for help is no excuse for a command line that makes no sense. */
class HelpTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int packetboat(String line) {
        return PacketboatCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .execute(line.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bogus                       | bogus
            bogus --help                | bogus
            --help bogus                | bogus
            bogus --version             | bogus
            help bogus                  | bogus
            help status bogus           | bogus
            --config x status --help    | --config
            --bogus status --help       | --bogus
            status --bogus --help       | --bogus
            status --help --bogus       | --bogus
            status one two --help       | one
            status --bogus --version    | --bogus
            """)
    void namesWhatItDoesNotKnow(String line, String unknown) {
        assertEquals(ExitCodes.USAGE, packetboat(line));
        assertEquals("", out.toString());
        assertTrue(err.toString().contains("'" + unknown + "'"), err::toString);
    }

    /** An address or a subject may begin so; it is not the name of a file with more arguments. */
    @Test
    void anArgumentThatBeginsWithAnAtSignIsTakenAsItStands(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("arguments"), "--help");
        assertEquals(ExitCodes.USAGE, packetboat("status @" + file));
        assertTrue(err.toString().contains("'@" + file + "'"), err::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help"})
    void tellsOfAllCommands(String line) {
        assertEquals(ExitCodes.OK, packetboat(line));
        assertTrue(out.toString().startsWith("Usage: packetboat [-hV] COMMAND"), out::toString);
        assertEquals("", err.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"show --help", "help show", "show -h", "show --config nowhere.yaml --help"})
    void tellsOfOneCommandAlthoughItsArgumentIsMissing(String line) {
        assertEquals(ExitCodes.OK, packetboat(line));
        assertTrue(out.toString().startsWith("Usage: packetboat show "), out::toString);
        assertEquals("", err.toString());
    }
}
