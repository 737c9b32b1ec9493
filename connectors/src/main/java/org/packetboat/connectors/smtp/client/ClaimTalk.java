package org.packetboat.connectors.smtp.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.packetboat.protocols.mail.PeerReply;
import org.packetboat.protocols.mail.ReplyReader;

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
            Peer peer = new Peer(socket.getInputStream(), socket.getOutputStream(), new ReplyReader());
            peer.reply();
            peer.asked("EHLO " + name);
            PeerReply answer = peer.asked("XCLAIM " + site + " " + server);
            peer.say("QUIT");
            return answer.code() != BUSY;
        }
    }

    /** The other machine's side of the talk. */
    private record Peer(InputStream in, OutputStream out, ReplyReader said) {
        PeerReply asked(String line) throws IOException {
            say(line);
            return reply();
        }

        void say(String line) throws IOException {
            out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        PeerReply reply() throws IOException {
            try {
                byte[] piece = new byte[512];
                for (Optional<PeerReply> whole = said.next();; whole = said.next()) {
                    if (whole.isPresent()) return whole.get();
                    int count = in.read(piece);
                    if (count < 0) throw new IOException("it hung up");
                    said.feed(Arrays.copyOf(piece, count));
                }
            } catch (ReplyReader.Garbage e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }
}
