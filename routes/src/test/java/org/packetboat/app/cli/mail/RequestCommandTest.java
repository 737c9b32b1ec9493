package org.packetboat.app.cli.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine;

/** Asking for large mail at the branch, by a mail, and on the hub itself. */
class RequestCommandTest {
    private static final String OFFER = "offer-1pnww402f-q3v9k2m7x0c4d8f1g5h6j2w3yz@hub.example.com";

    @TempDir
    private Path folder;
    private final StringWriter out = new StringWriter();
    private final List<String> asked = new ArrayList<>();
    private String answer = "1PNWW402F goes as soon as its route carries mail";

    private int request(String... words) throws Exception {
        Path yaml = Files.writeString(folder.resolve("packetboat.yaml"), "server: alp.example.com\n");
        ServerMXBean server = (ServerMXBean) Proxy.newProxyInstance(ServerMXBean.class.getClassLoader(),
                new Class<?>[]{ServerMXBean.class}, (_, method, given) -> {
                    asked.add(method.getName() + " " + given[0]
                            + (given.length == 1 ? "" : " " + given[1] + " " + text((byte[]) given[2])));
                    return method.getName().equals("submit") ? "2QQQ00001" : answer;
                });
        List<String> all = new ArrayList<>(List.of("-c", yaml.toString()));
        all.addAll(List.of(words));
        RequestCommand command = new RequestCommand();
        new CommandLine(command).setOut(new PrintWriter(out, true)).parseArgs(all.toArray(String[]::new));
        return command.ask(server);
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.UTF_8).contains("To: " + OFFER + "\r\n") ? "to it" : "to others";
    }

    @Test
    void theAddressOfAnOfferIsWrittenToAsThePostmasterOfThisServer() throws Exception {
        assertEquals(ExitCodes.OK, request(OFFER));
        assertEquals(List.of("submit postmaster@alp.example.com [" + OFFER + "] to it"), asked);
        assertEquals("asked for it by mail 2QQQ00001", out.toString().strip());
    }

    @Test
    void orAsSomebodyElse() throws Exception {
        assertEquals(ExitCodes.OK, request("--from", "ann@alp.example.com", OFFER));
        assertEquals(List.of("submit ann@alp.example.com [" + OFFER + "] to it"), asked);
    }

    @Test
    void aQueueIdIsForThisServer() throws Exception {
        assertEquals(ExitCodes.OK, request("1PNWW402F"));
        answer = "nothing waits to be asked for under the queue id 1PNWW402F";
        assertEquals(ExitCodes.FAILED, request("1PNWW402F"));
        assertEquals(List.of("request 1PNWW402F", "request 1PNWW402F"), asked);
    }

    @Test
    void nobodyElseIsWrittenTo() {
        CommandFailure failure = assertThrows(CommandFailure.class, () -> request("sales@hub.example.com"));
        assertEquals(ExitCodes.USAGE, failure.exitCode());
        assertTrue(failure.getMessage().contains("expected the address from an offer"), failure::getMessage);
        assertEquals(List.of(), asked);
    }
}
