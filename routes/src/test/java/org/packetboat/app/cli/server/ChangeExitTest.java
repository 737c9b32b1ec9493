package org.packetboat.app.cli.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.management.ReflectionException;
import javax.management.RuntimeMBeanException;
import org.junit.jupiter.api.Test;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.connectors.jmx.ServerMXBean;
import org.packetboat.connectors.jmx.ServerMXBean.ChangedMail;
import picocli.CommandLine;

/** What a script learns of a change: all of it was done, not all, or not yet. */
class ChangeExitTest {
    private static int hold(Supplier<ChangedMail> done) {
        ServerMXBean server = (ServerMXBean) Proxy.newProxyInstance(ServerMXBean.class.getClassLoader(),
                new Class<?>[]{ServerMXBean.class}, (_, method, _) -> {
                    assertEquals("changeFound", method.getName());
                    return done.get();
                });
        FindCommand find = new FindCommand();
        new CommandLine(find).setOut(new PrintWriter(new StringWriter())).parseArgs("--to", "west", "--hold");
        return find.ask(server);
    }

    @Test
    void onlyWhatIsDoneToAllIsDone() {
        assertEquals(ExitCodes.OK, hold(() -> new ChangedMail(3, true, "held 3")));
        assertEquals(ExitCodes.FAILED, hold(() -> new ChangedMail(0, true, "held 0")));
        assertEquals(ExitCodes.FAILED, hold(() -> new ChangedMail(200, false, "held 200; then the disk was full")));
    }

    @Test
    void whatTakesLongGoesOn() {
        IllegalStateException late = new IllegalStateException("no answer within 60 s", new TimeoutException());
        CommandFailure failure = assertThrows(CommandFailure.class, () -> hold(() -> {
            throw new RuntimeMBeanException(late);
        }));
        assertEquals(ExitCodes.FAILED, failure.exitCode());
        assertTrue(failure.getMessage().contains("goes on"), failure::getMessage);
        assertThrows(IllegalStateException.class, () -> hold(() -> {
            throw new IllegalStateException("closed");
        }));
    }

    /** Its answer may be lost with it. Any other fault is told. */
    @Test
    void aServerThatEndsBeforeItsAnswerIsOnTheWayHasStopped() {
        assertEquals(ExitCodes.OK, stop(() -> new EOFException()));
        assertThrows(UndeclaredThrowableException.class, () -> stop(() -> new ReflectionException(null)));
        assertThrows(IllegalStateException.class, () -> stop(() -> new IllegalStateException("no")));
    }

    private static int stop(Supplier<Exception> failure) {
        ServerMXBean server = (ServerMXBean) Proxy.newProxyInstance(ServerMXBean.class.getClassLoader(),
                new Class<?>[]{ServerMXBean.class}, (_, _, _) -> {
                    throw failure.get();
                });
        StopCommand stop = new StopCommand();
        new CommandLine(stop).setOut(new PrintWriter(new StringWriter()));
        return stop.ask(server);
    }
}
