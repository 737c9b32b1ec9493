package org.packetboat.app.cli.server;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** How many are asked for is checked before any server is. */
class MostTest {
    static List<Callable<Integer>> commands() {
        return List.of(new WhyCommand(), new TraceCommand(), new FindCommand(), new QueueCommand(), new ShowCommand());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void lessThanOneIsNoNumber(Callable<Integer> command) {
        String[] what = command instanceof FindCommand ? new String[0] : new String[]{"x.example"};
        CommandLine line = new CommandLine(command);
        for (String wrong : List.of("0", "-1", "many", "99999999999")) {
            String[] all = Stream.concat(Stream.of(what), Stream.of("--most", wrong))
                    .toArray(String[]::new);
            String said = assertThrows(ParameterException.class, () -> line.parseArgs(all)).getMessage();
            assertTrue(said.contains("found \"" + wrong + "\"; expected a number from 1"), said);
        }
    }
}
