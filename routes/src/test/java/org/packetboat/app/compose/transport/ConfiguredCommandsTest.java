package org.packetboat.app.compose.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.uucp.JobProgram;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.protocols.uucp.greeting.JobCommands.Ran;
import org.packetboat.schedules.file.CommandRule;

/** What the permission file of a caller lets run. */
class ConfiguredCommandsTest {
    @TempDir
    private Path folder;

    private ConfiguredCommands commands() {
        CommandRule news = new CommandRule("rnews", List.of("/bin/sh", "-c",
                "{ echo $UU_MACHINE $UU_USER $*; cat; } >\"$0\"", folder.resolve("news").toString()),
                List.of(Pattern.compile("-g[a-z]+")));
        return new ConfiguredCommands(List.of(news), new JobProgram(folder, Duration.ofMinutes(1)), Runnable::run);
    }

    private Ran run(List<String> words) {
        List<Ran> ran = new ArrayList<>();
        commands().run("denver", "joe", words, new BytesBody("hello".getBytes(StandardCharsets.US_ASCII)), ran::add);
        assertEquals(1, ran.size());
        return ran.getFirst();
    }

    @Test
    void onlyWhatTheFileHasIsRunWithWhatItAllows() {
        assertEquals(Optional.empty(), commands().refusal(List.of("rnews", "-gcomp")));
        assertEquals(Optional.of("not an argument for rnews: /etc/passwd"),
                commands().refusal(List.of("rnews", "/etc/passwd")));
        assertEquals(Optional.of("no such command: reboot"), commands().refusal(List.of("reboot")));
    }

    @Test
    void programGetsWhoSentItTheArgumentsAndTheInput() throws Exception {
        assertEquals(new Ran.Done(), run(List.of("rnews", "-gcomp")));
        assertEquals("denver joe -gcomp\nhello", Files.readString(folder.resolve("news")));
    }

    /** The session waits for the answer. */
    @Test
    void evenWhatIsAskedForInErrorIsAnswered() {
        assertInstanceOf(Ran.Later.class, run(List.of("reboot")));
    }
}
