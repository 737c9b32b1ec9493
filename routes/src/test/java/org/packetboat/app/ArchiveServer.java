package org.packetboat.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** A file server on loopback that knows ranges (RFC 9110 section 14.2), or not, and may hang up in the middle. */
final class ArchiveServer implements AutoCloseable {
    private final Path folder;
    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean hangsUp;
    private volatile boolean resumed;
    private volatile boolean withoutRanges;

    ArchiveServer(Path folder) throws IOException {
        this.folder = folder;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    String address(Path file) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + file.getFileName();
    }

    /** Whether each answer ends after half of what it announced. */
    void hangUpHalfWay(boolean half) {
        hangsUp = half;
    }

    /** From now on it sends all of a file to whoever wants a part. */
    void forgetRanges() {
        withoutRanges = true;
    }

    int requests() {
        return requests.get();
    }

    /** Whether somebody went on where he had been. */
    boolean resumed() {
        return resumed;
    }

    private void serve(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        byte[] content = Files.readAllBytes(folder.resolve(exchange.getRequestURI().getPath().substring(1)));
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null || withoutRanges ? 0 : Integer.parseInt(range.replaceAll("\\D+([0-9]+)-.*", "$1"));
        if (from > 0 && from >= content.length) {
            exchange.sendResponseHeaders(416, -1);
            exchange.close();
            return;
        }
        if (from > 0) {
            resumed = true;
            exchange.getResponseHeaders().set("Content-Range",
                    "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        byte[] rest = Arrays.copyOfRange(content, from, content.length);
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, rest.length);
        byte[] sent = hangsUp ? Arrays.copyOf(rest, rest.length / 2) : rest;
        exchange.getResponseBody().write(sent);
        if (hangsUp) exchange.getResponseBody().flush();
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
