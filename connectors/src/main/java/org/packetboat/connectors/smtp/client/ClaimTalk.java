package org.packetboat.connectors.smtp.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks another machine of the hub whether a site may be called from here: {@code XCLAIM}. Blocks. */
public final class ClaimTalk {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int BUSY = 450;

    private ClaimTalk() {}

    /**
     * @param server who wants to call
     * @return whether it may; a machine that does not know the question has nothing against it
     * @throws IOException if the machine can't be reached, or does not answer in time
     */
    public static boolean ask(String host, int port, String name, String site, String server) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(),
                    StandardCharsets.UTF_8));
            answer(in);
            say(socket.getOutputStream(), "EHLO " + name);
            answer(in);
            say(socket.getOutputStream(), "XCLAIM " + site + " " + server);
            int code = answer(in);
            say(socket.getOutputStream(), "QUIT");
            return code != BUSY;
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static int answer(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && line.startsWith("-", 3))
            line = in.readLine();
        if (line == null || !line.matches("\\d{3}( .*)?")) throw new IOException("it said: " + line);
        return Integer.parseInt(line.substring(0, 3));
    }
}
