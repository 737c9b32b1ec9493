package org.packetboat.connectors.smtp.client;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A name server over UDP and TCP on loopback with a handful of records (RFC 1035), which does what its script says;
 * names in records are compressed.
 */
final class NameServer implements AutoCloseable {
    private static final int A = 1;
    private static final int CNAME = 5;
    private static final int MX = 15;
    private static final int AAAA = 28;
    private static final int POINTER_TO_QUESTION = 0xc00c;
    private static final int FORMERR = 1;
    private static final int TRUNCATED = 0x0200;
    private static final int ADDITIONAL = 11;

    private record Record(int type, byte[] data) {}

    private final Map<String, List<Record>> names = new HashMap<>();
    private final ServerSocket overTcp;
    private final DatagramSocket socket;
    private final Map<String, Integer> errors = new HashMap<>();
    private final Set<String> tooLong = new HashSet<>();
    private boolean withoutEdns;
    private boolean silent;
    private int flags = 0x8180;
    private int asked;

    /** Takes a port that is free for both. */
    NameServer() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        ServerSocket tcp = new ServerSocket(0, 1, here);
        Optional<DatagramSocket> udp = on(tcp);
        while (udp.isEmpty()) {
            tcp.close();
            tcp = new ServerSocket(0, 1, here);
            udp = on(tcp);
        }
        overTcp = tcp;
        socket = udp.get();
        Thread.ofVirtual().start(this::serve);
        Thread.ofVirtual().start(this::serveTcp);
    }

    private static Optional<DatagramSocket> on(ServerSocket tcp) {
        try {
            return Optional.of(new DatagramSocket(tcp.getLocalPort(), tcp.getInetAddress()));
        } catch (SocketException taken) {
            return Optional.empty();
        }
    }

    /** How many questions came in over UDP. */
    synchronized int asked() {
        return asked;
    }

    /** Knows no EDNS: says FORMERR to a question that has it. */
    synchronized NameServer withoutEdns() {
        withoutEdns = true;
        return this;
    }

    /** Answers nothing from now on. */
    synchronized NameServer silent() {
        silent = true;
        return this;
    }

    /** Looks up nothing for others: no recursion, no authority. */
    synchronized NameServer lame() {
        flags = 0x8000;
        return this;
    }

    /** What it knows of this name fits no datagram. */
    synchronized NameServer tooLong(String name) {
        tooLong.add(name);
        return this;
    }

    NameServer alias(String name, String target) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (String label : target.split("\\.")) {
            data.write(label.length());
            data.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        data.write(0);
        return add(name, new Record(CNAME, data.toByteArray()));
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** A name without any record. */
    synchronized NameServer name(String name) {
        names.computeIfAbsent(name, _ -> new ArrayList<>());
        return this;
    }

    /** @param host below the domain: {@code mx1} for {@code mx1.DOMAIN}; empty for the root */
    NameServer mx(String domain, int preference, String host) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(data);
        out.writeShort(preference);
        if (!host.isEmpty()) {
            out.writeByte(host.length());
            out.writeBytes(host);
            out.writeShort(POINTER_TO_QUESTION);
        } else {
            out.writeByte(0);
        }
        return add(domain, new Record(MX, data.toByteArray()));
    }

    NameServer address(String name, String address) throws IOException {
        byte[] bytes = InetAddress.getByName(address).getAddress();
        return add(name, new Record(bytes.length == 4 ? A : AAAA, bytes));
    }

    /** Answers with this error code, 2 for SERVFAIL. */
    synchronized NameServer error(String name, int code) {
        errors.put(name, code);
        return name(name);
    }

    private synchronized NameServer add(String name, Record entry) {
        name(name).names.get(name).add(entry);
        return this;
    }

    private void serve() {
        byte[] buffer = new byte[1500];
        try {
            while (true) {
                DatagramPacket question = new DatagramPacket(buffer, buffer.length);
                socket.receive(question);
                Optional<byte[]> answer = heard(question.getData());
                if (answer.isPresent()) {
                    socket.send(new DatagramPacket(answer.get(), answer.get().length, question.getSocketAddress()));
                }
            }
        } catch (IOException e) {
            // closed by the test
        }
    }

    private synchronized Optional<byte[]> heard(byte[] question) throws IOException {
        asked++;
        return silent ? Optional.empty() : Optional.of(answer(question, false));
    }

    private void serveTcp() {
        try {
            while (true) {
                try (Socket client = overTcp.accept()) {
                    DataInputStream in = new DataInputStream(client.getInputStream());
                    byte[] answer = answer(in.readNBytes(in.readUnsignedShort()), true);
                    DataOutputStream out = new DataOutputStream(client.getOutputStream());
                    out.writeShort(answer.length);
                    out.write(answer);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // closed by the test
        }
    }

    private synchronized byte[] answer(byte[] question, boolean tcp) throws IOException {
        StringBuilder name = new StringBuilder();
        int at = 12;
        for (int length = question[at]; length > 0; length = question[at]) {
            name.append(name.isEmpty() ? "" : ".");
            name.append(new String(question, at + 1, length, StandardCharsets.US_ASCII));
            at += length + 1;
        }
        int type = question[at + 2];
        String key = name.toString().toLowerCase(Locale.ROOT);
        List<Record> found = names.getOrDefault(key, List.of()).stream()
                .filter(r -> r.type() == type || r.type() == CNAME).toList();
        int code = names.containsKey(key) ? errors.getOrDefault(key, 0) : 3;
        if (withoutEdns && question[ADDITIONAL] > 0) return message(question, at + 5, List.of(), FORMERR);
        if (!tcp && tooLong.contains(key)) return message(question, at + 5, List.of(), code | TRUNCATED);
        return message(question, at + 5, found, code);
    }

    private byte[] message(byte[] question, int end, List<Record> records, int code) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(question, 0, 2);
        out.writeShort(flags | code);
        out.writeShort(1);
        out.writeShort(records.size());
        out.writeInt(0);
        out.write(question, 12, end - 12);
        for (Record record : records) {
            out.writeShort(POINTER_TO_QUESTION);
            out.writeShort(record.type());
            out.writeShort(1);
            out.writeInt(60);
            out.writeShort(record.data().length);
            out.write(record.data());
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
        try {
            overTcp.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
