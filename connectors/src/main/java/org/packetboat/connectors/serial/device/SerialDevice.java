package org.packetboat.connectors.serial.device;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An open port. Reading and writing may go on in a thread each; closing from a third frees both. What the library can't
 * be trusted with is not asked of it: whether it is open, how long writing may take, when bytes have left, and the
 * modem's lines of a port that has none.
 */
public final class SerialDevice {
    /** The library rounds this up to steps of this size; it is how soon a lost carrier is seen. */
    private static final int READ_MILLIS = 100;
    private static final Duration CLOSING_TAKES = Duration.ofSeconds(60);
    /**
     * What is being closed, by its path. A device that went and came back may have that path again before the library
     * has forgotten the old one, and the library opens no path twice.
     */
    private static final ConcurrentMap<Path, CompletableFuture<Void>> CLOSING = new ConcurrentHashMap<>();

    private final Path path;
    private final SerialPort port;
    private final ModemLines lines;
    private final boolean hasLines;

    private SerialDevice(Path path, SerialPort port, ModemLines lines) {
        this.path = path;
        this.port = port;
        this.lines = lines;
        this.hasLines = lines.raiseDtr();
    }

    /**
     * Opens a port and raises DTR.
     *
     * @throws IOException if there is no such port, or it is in use, or may not be opened
     */
    public static SerialDevice open(PortSettings settings) throws IOException {
        return open(settings, false);
    }

    /** Opens a port and raises DTR. @param shared whether another program may open it meanwhile */
    public static SerialDevice open(PortSettings settings, boolean shared) throws IOException {
        SerialPort port = opened(settings, shared);
        return new SerialDevice(settings.device(), port, new LibraryLines(port));
    }

    /** Opens a port whose modem lines are seen to by somebody else than the library. */
    public static SerialDevice open(PortSettings settings, boolean shared, ModemLines lines) throws IOException {
        return new SerialDevice(settings.device(), opened(settings, shared), lines);
    }

    private record LibraryLines(SerialPort port) implements ModemLines {
        @Override
        public boolean raiseDtr() {
            return port.setDTR() && port.getDTR();
        }

        @Override
        public void lowerDtr() {
            port.clearDTR();
        }

        @Override
        public boolean hearsCarrier() {
            return port.getDCD();
        }
    }

    private static SerialPort opened(PortSettings settings, boolean shared) throws IOException {
        if (!Files.exists(settings.device())) throw new IOException("there is no port " + settings.device());
        awaitClosed(settings.device());
        SerialPort port = found(settings);
        port.setComPortParameters(settings.speed(), 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        port.setFlowControl(settings.rtsCts()
                ? SerialPort.FLOW_CONTROL_RTS_ENABLED | SerialPort.FLOW_CONTROL_CTS_ENABLED
                : SerialPort.FLOW_CONTROL_DISABLED);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_MILLIS, 0);
        if (shared) port.disableExclusiveLock();
        if (port.openPort(0)) return port;
        throw new IOException("port " + settings.device() + " can't be opened, error " + port.getLastErrorCode());
    }

    private static void awaitClosed(Path path) throws IOException {
        CompletableFuture<Void> closing = CLOSING.get(path);
        if (closing == null) return;
        try {
            closing.get(CLOSING_TAKES.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while port " + path + " was being closed");
        } catch (ExecutionException | TimeoutException hangs) {
            throw new IOException("port " + path + " is still being closed after its last call", hangs);
        }
    }

    private static SerialPort found(PortSettings settings) throws IOException {
        try {
            return SerialPort.getCommPort(settings.device().toString());
        } catch (SerialPortInvalidPortException gone) {
            throw new IOException("there is no port " + settings.device(), gone);
        }
    }

    /** Waits a tenth of a second for bytes. How many came; -1 once the port is gone or closed. */
    public int read(byte[] into) {
        return port.readBytes(into, into.length);
    }

    /** Hands bytes to the port, which may take long. Whether it took them. */
    public boolean write(byte[] bytes, int from, int length) {
        for (int done = 0; done < length;) {
            int n = port.writeBytes(bytes, length - done, from + done);
            if (n <= 0) return false;
            done += n;
        }
        return true;
    }

    /** How many bytes the port has taken and not sent; 0 where it can't tell. */
    int waiting() {
        return Math.max(0, port.bytesAwaitingWrite());
    }

    /** Whether it has a modem's lines; a pseudo-terminal and some cables have none, and every line reads as down. */
    public boolean hasLines() {
        return hasLines;
    }

    /** Whether DCD is up: the modem hears another. */
    public boolean hearsCarrier() {
        return hasLines && lines.hearsCarrier();
    }

    /** Raises or lowers DTR; without it, the modem is to hang up. */
    public void setDtr(boolean up) {
        if (up) lines.raiseDtr();
        else lines.lowerDtr();
    }

    /** Gives the port back. What it has not sent is gone. */
    public void close() {
        CompletableFuture<Void> closing = new CompletableFuture<>();
        CLOSING.put(path, closing);
        try {
            port.closePort();
        } finally {
            CLOSING.remove(path, closing);
            closing.complete(null);
        }
    }
}
