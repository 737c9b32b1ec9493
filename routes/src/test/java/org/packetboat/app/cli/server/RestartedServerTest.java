package org.packetboat.app.cli.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.management.InstanceNotFoundException;
import javax.management.OperationsException;
import javax.management.RuntimeMBeanException;
import org.junit.jupiter.api.Test;
import org.packetboat.app.cli.shell.AskedServer;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.connectors.jmx.BatchSiteRow;
import org.packetboat.connectors.jmx.ServerMXBean;

/** Which exit code says that nobody could be asked, and which says that mail is late. */
class RestartedServerTest {
    private final Deque<AskedServer> running = new ArrayDeque<>();
    private int closed;

    /** A server that answers each question by this: a name, or what is thrown. */
    private AskedServer answering(Object... answers) {
        Deque<Object> left = new ArrayDeque<>(List.of(answers));
        ServerMXBean bean = (ServerMXBean) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{ServerMXBean.class}, (_, _, _) -> {
                    Object answer = left.remove();
                    if (answer instanceof Throwable failure) throw failure;
                    return answer;
                });
        return new AskedServer() {
            @Override
            public ServerMXBean server() {
                return bean;
            }

            @Override
            public void close() {
                closed++;
            }
        };
    }

    private AskedServer open() {
        return Optional.ofNullable(running.poll())
                .orElseThrow(() -> new CommandFailure(ExitCodes.NOT_RUNNING, "no server is running"));
    }

    private static int exit(RuntimeException failure) {
        return AskedServer.failure(failure).exitCode();
    }

    @Test
    void isAskedAgainAfterARestart() {
        running.add(answering("first", new IOException("connection refused")));
        try (RestartedServer server = new RestartedServer(this::open)) {
            assertEquals(Optional.of("first"), server.ask(ServerMXBean::getName));
            assertEquals(Optional.empty(), server.ask(ServerMXBean::getName));
            assertEquals(Optional.empty(), server.ask(ServerMXBean::getName)); // nobody runs there yet
            running.add(answering(new InstanceNotFoundException("org.packetboat:type=Server"))); // it has just begun
            assertEquals(Optional.empty(), server.ask(ServerMXBean::getName));
            running.add(answering("second", new IllegalStateException("no", new TimeoutException())));
            assertEquals(Optional.of("second"), server.ask(ServerMXBean::getName));
            assertEquals(Optional.empty(), server.ask(ServerMXBean::getName)); // it hangs
        }
        assertEquals(3, closed);
    }

    @Test
    void saysNoWhereTheServerDoes() {
        running.add(answering(new IllegalArgumentException("no big send is called x")));
        try (RestartedServer server = new RestartedServer(this::open)) {
            CommandFailure no = assertThrows(CommandFailure.class, () -> server.ask(ServerMXBean::getName));
            assertEquals(ExitCodes.FAILED, no.exitCode());
        }
        assertEquals(1, closed);
    }

    @Test
    void tellsARefusalFromAQuestionThatNobodyAnswered() {
        assertEquals(ExitCodes.FAILED, exit(new IllegalStateException("refused: 550")));
        assertEquals(ExitCodes.FAILED, exit(new RuntimeMBeanException(new IllegalArgumentException("what is that?"))));
        assertEquals(ExitCodes.NOT_RUNNING, exit(new RuntimeMBeanException(
                new IllegalStateException("the server has not answered within 60 s", new TimeoutException()))));
        assertEquals(ExitCodes.NOT_RUNNING,
                exit(new UndeclaredThrowableException(new IOException("reset"))));
        assertEquals(ExitCodes.NOT_RUNNING,
                exit(new UndeclaredThrowableException(new OperationsException("no such thing"))));
        assertThrows(ArithmeticException.class, () -> exit(new ArithmeticException("a bug")));
    }

    @Test
    void aBigSendThatIsLateHasACodeOfItsOwn() {
        assertEquals(ExitCodes.OK, BatchCommand.exitCode(rows("delivered", "sending", "waiting")));
        assertEquals(ExitCodes.LATE, BatchCommand.exitCode(rows("delivered", "late")));
        assertEquals(ExitCodes.LATE, BatchCommand.exitCode(rows("overdue", "waiting")));
        assertEquals(ExitCodes.FAILED, BatchCommand.exitCode(rows("late", "failed", "overdue")));
    }

    private static List<BatchSiteRow> rows(String... states) {
        return List.of(states).stream()
                .map(s -> new BatchSiteRow(s + ".example", s, s, 1, 0, 1, "", "", "", "", "1ABC.1")).toList();
    }
}
