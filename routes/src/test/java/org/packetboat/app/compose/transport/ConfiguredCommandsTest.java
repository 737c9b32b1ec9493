package org.packetboat.app.compose.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        return new ConfiguredCommands(List.of(news), new JobProgram(folder, Duration.ofMinutes(1)),
                new MissingPrograms(), Runnable::run);
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

    @Test
    void programThatIsMissingIsWaitedFor() throws Exception {
        Path program = folder.resolve("rnews");
        MissingPrograms missing = new MissingPrograms();
        ConfiguredCommands commands = new ConfiguredCommands(
                List.of(new CommandRule("rnews", List.of(program.toString()), List.of())),
                new JobProgram(folder, Duration.ofMinutes(1)), missing, Runnable::run);
        assertEquals(Optional.of(program + " is not there"), commands.delay(List.of("rnews")));
        List<Ran> ran = new ArrayList<>();
        commands.run("denver", "joe", List.of("rnews"), new BytesBody(new byte[3]), ran::add);
        assertEquals(List.of(new Ran.Later(program + " is not there")), ran);
        Files.writeString(program, "#!/bin/sh\n");
        assertEquals(Optional.of(program + " may not be run by the server"), commands.delay(List.of("rnews")));
        assertTrue(program.toFile().setExecutable(true));
        assertEquals(Optional.empty(), commands.delay(List.of("rnews")));
    }

    /** The session waits for the answer. */
    @Test
    void evenWhatIsAskedForInErrorIsAnswered() {
        assertInstanceOf(Ran.Later.class, run(List.of("reboot")));
    }
}
