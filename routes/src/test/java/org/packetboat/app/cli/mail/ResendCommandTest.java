package org.packetboat.app.cli.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine;

/** What a lost site had taken, asked for on the command line. */
class ResendCommandTest {
    private final StringWriter out = new StringWriter();
    private final List<String> asked = new ArrayList<>();
    private String answer = "sends again 1 delivery, 500 bytes, that east has taken since 2026-11-20T21:00:00Z";

    private int resend(String... words) {
        ServerMXBean server = (ServerMXBean) Proxy.newProxyInstance(ServerMXBean.class.getClassLoader(),
                new Class<?>[]{ServerMXBean.class}, (_, method, given) -> {
                    asked.add(method.getName() + Arrays.toString(given));
                    return answer;
                });
        ResendCommand command = new ResendCommand();
        new CommandLine(command).setOut(new PrintWriter(out, true)).parseArgs(words);
        return command.ask(server);
    }

    @Test
    void aTimeIsOfItsZone() {
        assertEquals(ExitCodes.OK, resend("east", "--since", "2026-11-20T22:00", "--zone", "Europe/Berlin"));
        assertEquals(ExitCodes.OK, resend("east", "--since", "2026-11-20T22:00:00Z", "--dry-run", "--again"));
        assertEquals(List.of("resend[east, 2026-11-20T21:00:00Z, false, false]",
                "resend[east, 2026-11-20T22:00:00Z, true, true]"), asked);
        assertEquals(answer, out.toString().lines().findFirst().orElseThrow());
    }

    @Test
    void nothingToSendIsAFailure() {
        answer = "nothing is kept: keep-settled is not configured; nothing changed";
        assertEquals(ExitCodes.FAILED, resend("east", "--since", "2026-11-20T22:00:00Z"));
    }

    @Test
    void whatIsNoTimeIsNamed() {
        CommandFailure wrong = assertThrows(CommandFailure.class, () -> resend("east", "--since", "yesterday"));
        assertEquals("--since: found \"yesterday\"; expected a time such as 2026-11-20T22:00, or 2026-11-21T06:00:00Z",
                wrong.getMessage());
        assertEquals(ExitCodes.USAGE, wrong.exitCode());
    }
}
