package org.packetboat.engine.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;

/** The other end of a line over TCP. */
public record SocketFarEnd(Socket socket) implements LineContract.FarEnd {
    @Override
    public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    @Override
    public byte[] read(int length) throws IOException {
        return socket.getInputStream().readNBytes(length);
    }

    @Override
    public void hangUp() throws IOException {
        socket.close();
    }

    @Override
    public void awaitEnd() throws IOException {
        assertEquals(0, socket.getInputStream().readAllBytes().length);
    }
}
