package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log never stops the mail: standard output is a pipe, and nobody reads it. */
class LogPipeIT {
    private static final byte[] LETTER = "Subject: hi\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int LINES = 15_000;

    @TempDir
    Path folder;

    @Test
    @Timeout(300)
    void mailGoesOnThoughNobodyReadsTheLogAndItStopsWhenTold() throws IOException {
        Home home = new Home(folder).withUsualConfiguration("");
        try (ServerProcess server = ServerProcess.startUnread(home)) {
            try (SmtpTalk talk = SmtpTalk.to(server.port())) {
                talk.ask("MAIL FROM:<anna@hub.example.com>", "250");
                for (int line = 0; line < LINES; line++)
                    talk.ask("RCPT TO:<nobody@d" + line + ".nowhere.example>", "550");
                talk.ask("RSET", "250");
                talk.send("anna@hub.example.com", List.of("bob@hub.example.com"), LETTER);
            }
            await().atMost(ServerProcess.PATIENCE).until(() -> home.mailOf("bob").size() == 1);
            try (JmxView jmx = server.jmx()) {
                await().atMost(ServerProcess.PATIENCE)
                        .until(() -> jmx.server().getLogLinesDropped() > 0);
            }
            String status = home.run("status").all();
            assertTrue(status.contains("log lines were dropped"), status);
            assertEquals(Optional.of(143), server.stop());
        }
    }
}
