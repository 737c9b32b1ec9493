package org.packetboat.connectors.serial;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.packetboat.connectors.serial.device.PortSettings;
import org.packetboat.connectors.serial.device.SerialDevice;

/** A program at the far modem's port: answers each call at once, and replies to what it hears. */
final class Far {
    private final CompletableFuture<Boolean> heard = new CompletableFuture<>();

    /** @param reply said once {@code wanted} was heard */
    Far(HayesModem modem, String wanted, String reply) throws java.io.IOException {
        modem.automatic = true;
        SerialDevice device = SerialDevice.open(new PortSettings(modem.pty.path(), 115_200, false));
        Thread.ofPlatform().daemon().name("far").start(() -> run(device, wanted, reply));
    }

    private void run(SerialDevice device, String wanted, String reply) {
        StringBuilder all = new StringBuilder();
        byte[] piece = new byte[256];
        for (int n = device.read(piece); n >= 0; n = device.read(piece)) {
            all.append(new String(piece, 0, n, StandardCharsets.ISO_8859_1));
            if (all.indexOf(wanted) < 0) continue;
            all.setLength(0);
            byte[] bytes = reply.getBytes(StandardCharsets.ISO_8859_1);
            device.write(bytes, 0, bytes.length);
            heard.complete(true);
        }
        device.close();
    }

    boolean heard() throws Exception {
        return heard.get(10, TimeUnit.SECONDS);
    }
}
