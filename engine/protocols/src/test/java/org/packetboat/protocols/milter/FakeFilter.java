package org.packetboat.protocols.milter;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A filter that answers as a test says, and keeps what it was told. */
final class FakeFilter implements MilterLine, MilterLine.Opener {
    static final String CONTINUE = "c";

    /** What it was told, a packet each: {@code M<a@example.org>|}; a NUL is a bar. Macros begin with D. */
    final List<String> told = new ArrayList<>();
    /** What it answers to each letter; each text is one packet. */
    final Map<Character, List<String>> answers = new TreeMap<>();
    int version = 6;
    int actions = 0x1ff;
    int steps;
    /** It answers to the offer with this, whatever it is. */
    byte[] greeting = {};
    int opened;
    boolean closed;
    boolean unreachable;
    private byte[] unread = {};
    private ByteArrayInputStream sent = new ByteArrayInputStream(new byte[0]);

    FakeFilter answering(char step, String... packets) {
        answers.put(step, List.of(packets));
        return this;
    }

    /** What it was told but for macros. */
    List<String> steps() {
        return told.stream().filter(text -> !text.startsWith("D")).toList();
    }

    @Override
    public MilterLine open() {
        if (unreachable) throw new FilterTrouble("connection refused");
        opened++;
        closed = false;
        return this;
    }

    @Override
    public void send(byte[] bytes) {
        if (closed) throw new FilterTrouble("it has hung up");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(unread);
        all.writeBytes(bytes);
        ByteBuffer in = ByteBuffer.wrap(all.toByteArray());
        while (in.remaining() >= 4 && in.remaining() >= 4 + in.getInt(in.position())) {
            byte[] packet = new byte[in.getInt()];
            in.get(packet);
            got(packet);
        }
        unread = new byte[in.remaining()];
        in.get(unread);
    }

    private void got(byte[] packet) {
        char step = (char) packet[0];
        told.add(new String(packet, StandardCharsets.UTF_8).replace('\0', '|'));
        if (step == 'O') {
            queue(greeting.length > 0
                    ? greeting
                    : frame('O', ByteBuffer.allocate(12).putInt(version).putInt(actions).putInt(steps).array()));
        } else if ("ADQ".indexOf(step) < 0 && !isSilent(step)) {
            answers.getOrDefault(step, List.of(CONTINUE)).forEach(text -> {
                byte[] bytes = text.replace('|', '\0').getBytes(StandardCharsets.ISO_8859_1);
                queue(frame((char) bytes[0], Arrays.copyOfRange(bytes, 1, bytes.length)));
            });
        }
    }

    private boolean isSilent(char step) {
        int bit = switch (step) {
            case 'L' -> Offer.SILENT_HEADER;
            case 'B' -> Offer.SILENT_BODY;
            case 'R' -> Offer.SILENT_RCPT;
            default -> 0;
        };
        return (steps & bit) != 0;
    }

    private void queue(byte[] bytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(sent.readAllBytes());
        all.writeBytes(bytes);
        sent = new ByteArrayInputStream(all.toByteArray());
    }

    static byte[] frame(char letter, byte[] data) {
        return ByteBuffer.allocate(5 + data.length).putInt(data.length + 1).put((byte) letter).put(data).array();
    }

    @Override
    public byte[] receive(int bytes, Duration patience) {
        byte[] got = new byte[Math.min(bytes, sent.available())];
        sent.readNBytes(got, 0, got.length);
        if (got.length < bytes) throw new FilterTrouble("no answer within " + patience.toSeconds() + " s");
        return got;
    }

    @Override
    public boolean hasUnread() {
        return sent.available() > 0;
    }

    @Override
    public void close() {
        closed = true;
        unread = new byte[0];
        sent = new ByteArrayInputStream(new byte[0]);
    }
}
