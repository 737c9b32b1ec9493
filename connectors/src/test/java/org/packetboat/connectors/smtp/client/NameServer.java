package org.packetboat.connectors.smtp.client;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A name server over UDP on loopback with a handful of records (RFC 1035); names in records are compressed. */
final class NameServer implements AutoCloseable {
    private static final int A = 1;
    private static final int MX = 15;
    private static final int AAAA = 28;
    private static final int POINTER_TO_QUESTION = 0xc00c;

    private record Record(int type, byte[] data) {}

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final Map<String, List<Record>> names = new HashMap<>();
    private final Map<String, Integer> errors = new HashMap<>();

    NameServer() throws IOException {
        Thread.ofVirtual().start(this::serve);
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
                byte[] answer = answer(question.getData());
                socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
            }
        } catch (IOException e) {
            // closed by the test
        }
    }

    private synchronized byte[] answer(byte[] question) throws IOException {
        StringBuilder name = new StringBuilder();
        int at = 12;
        for (int length = question[at]; length > 0; length = question[at]) {
            name.append(name.isEmpty() ? "" : ".");
            name.append(new String(question, at + 1, length, StandardCharsets.US_ASCII));
            at += length + 1;
        }
        int type = question[at + 2];
        String key = name.toString().toLowerCase(Locale.ROOT);
        List<Record> found = names.getOrDefault(key, List.of()).stream().filter(r -> r.type() == type).toList();
        int code = names.containsKey(key) ? errors.getOrDefault(key, 0) : 3;
        return message(question, at + 5, found, code);
    }

    private static byte[] message(byte[] question, int end, List<Record> records, int code) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(question, 0, 2);
        out.writeShort(0x8180 | code);
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
    }
}
