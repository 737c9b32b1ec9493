package org.packetboat.connectors.uucp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.protocols.uucp.exchange.Mails;
import org.packetboat.protocols.uucp.greeting.JobCommands.Ran;

/** Programs that take what far sides send, good and bad ones. */
class JobProgramTest {
    @TempDir
    private Path folder;

    private Ran run(String script, Duration most, byte[] input) {
        return new JobProgram(folder, most).run(List.of("/bin/sh", "-c", script, "job", "$HOME;x"),
                Map.of("UU_MACHINE", "denver"), new BytesBody(input));
    }

    private Ran run(String script) {
        return run(script, Duration.ofMinutes(1), Mails.random(200_000, 1));
    }

    @Test
    void getsTheInputAndTheArgumentsAndNothingElseOfOurs() throws Exception {
        Ran ran = run("cat >input; echo \"$1\" >arguments; env >environment");
        assertEquals(new Ran.Done(), ran);
        assertArrayEquals(Mails.random(200_000, 1), Files.readAllBytes(folder.resolve("input")));
        assertEquals("$HOME;x\n", Files.readString(folder.resolve("arguments")));
        List<String> environment = Files.readAllLines(folder.resolve("environment"));
        assertTrue(environment.contains("UU_MACHINE=denver"), environment.toString());
        assertTrue(environment.stream().noneMatch(line -> line.startsWith("HOME=") || line.startsWith("USER=")),
                environment.toString());
    }

    @Test
    void itsExitCodeIsItsWord() {
        assertEquals(new Ran.Failed("exit code 3: no such group"), run("echo no such group; exit 3"));
        assertEquals(new Ran.Later("exit code 75: the disk is full"), run("echo the disk is full >&2; exit 75"));
        assertEquals(new Ran.Done(), run("exit 0"), "it need not read its input");
    }

    @Test
    void whatIsNotThereMayComeLater() {
        assertInstanceOf(Ran.Later.class, new JobProgram(folder, Duration.ofMinutes(1)).run(
                List.of("/nonexistent/rnews"), Map.of(), new BytesBody(new byte[10])));
    }

    /** It would take a part of the job for all of it, and the far side would be told that all of it was taken. */
    @ParameterizedTest
    @ValueSource(strings = {"gone", "short", "unread"})
    void oneWhoseInputBreaksOffIsEndedBeforeItTakesThatForAll(String how) throws Exception {
        Path file = Files.write(folder.resolve("job"), Mails.random(100_000, 1));
        Body broken = new Body() {
            @Override
            public long size() {
                return 200_000;
            }

            @Override
            public byte[] read(long offset, int most) {
                if (offset < 100_000) return new FileBody(file, 100_000).read(offset, most);
                if (how.equals("unread")) return new byte[0];
                Path rest = how.equals("gone") ? folder.resolve("gone") : file;
                return new FileBody(rest, 200_000).read(offset, most);
            }
        };
        Ran ran = new JobProgram(folder, Duration.ofMinutes(1)).run(
                List.of("/bin/sh", "-c", "cat >taken; echo all >all"), Map.of(), broken);
        assertInstanceOf(Ran.Later.class, ran);
        assertTrue(ran.toString().contains("its input can't be read"), ran.toString());
        assertFalse(Files.exists(folder.resolve("all")));
    }

    @Test
    void oneThatHangsIsEndedWithAllThatItStarted() throws Exception {
        Ran ran = run("sleep 1000 & echo $! >child; wait", Duration.ofSeconds(1), new byte[0]);
        assertEquals(new Ran.Failed("it took longer than 1 s"), ran);
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        ProcessHandle.of(child).ifPresent(process -> process.onExit().orTimeout(30, TimeUnit.SECONDS).join());
        assertTrue(ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }
}
