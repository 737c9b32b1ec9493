package org.packetboat.engine.queue.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;

/**
 * The keys of what is relayed, and of reports about it.
 *
 * <pre>
 * META  "relayed" | 00 | message id 8 | index 4 | recipient UTF-8   {@link RelayedMail}
 *       "heard"   | 00 | message id 8 | index 4 | recipient UTF-8   what was told of it, {@link StatusLine}
 *       "named"   | 00 | message id 8                               {@link NamedMail}
 *       "lost"    | 00 | message id 8 | recipient UTF-8             what of a named mail did not arrive, the same
 *       "report"  | 00 | server UTF-8 | 00 | number 8               what is to be told to a server, the same
 *       "sent"    | 00 | server UTF-8                               the report under way: its id 12, its last number 8
 * </pre>
 */
final class RelayKeys {
    static final String RELAYED = "relayed\0";
    static final String HEARD = "heard\0";
    static final String NAMED = "named\0";
    static final String LOST = "lost\0";
    static final String REPORT = "report\0";
    static final String SENT = "sent\0";
    private static final int ID = 12;

    private RelayKeys() {}

    /** The first key of all of these. */
    static byte[] start(String prefix) {
        return utf8(prefix);
    }

    /** The key after the last of them. */
    static byte[] end(String prefix) {
        byte[] end = utf8(prefix);
        end[end.length - 1]++;
        return end;
    }

    static byte[] mail(String prefix, EnvelopeId id, Address recipient) {
        byte[] to = utf8(recipient.toString());
        byte[] head = utf8(prefix);
        return ByteBuffer.allocate(head.length + ID + to.length).put(head).putLong(id.message().number())
                .putInt(id.index()).put(to).array();
    }

    /** The first key of a message. */
    static byte[] message(String prefix, QueueId message) {
        byte[] head = utf8(prefix);
        return ByteBuffer.allocate(head.length + Long.BYTES).put(head).putLong(message.number()).array();
    }

    /** The key after the last one of a message. */
    static byte[] messageEnd(String prefix, QueueId message) {
        return message(prefix, new QueueId(message.number() + 1));
    }

    static byte[] lost(QueueId message, Address recipient) {
        return text(message(LOST, message), recipient.toString());
    }

    static EnvelopeId id(String prefix, byte[] key) {
        ByteBuffer in = ByteBuffer.wrap(key, prefix.length(), ID);
        return new EnvelopeId(new QueueId(in.getLong()), in.getInt());
    }

    static QueueId message(String prefix, byte[] key) {
        return new QueueId(ByteBuffer.wrap(key, prefix.length(), Long.BYTES).getLong());
    }

    static Address recipient(String prefix, byte[] key) {
        int from = prefix.length() + ID;
        return Address.stored(new String(key, from, key.length - from, StandardCharsets.UTF_8));
    }

    static Address lost(byte[] key) {
        int from = LOST.length() + Long.BYTES;
        return Address.stored(new String(key, from, key.length - from, StandardCharsets.UTF_8));
    }

    static byte[] report(String server, long number) {
        byte[] head = utf8(REPORT + server + '\0');
        return ByteBuffer.allocate(head.length + Long.BYTES).put(head).putLong(number).array();
    }

    static String server(byte[] reportKey) {
        int from = REPORT.length();
        return new String(reportKey, from, reportKey.length - from - 1 - Long.BYTES, StandardCharsets.UTF_8);
    }

    static long number(byte[] reportKey) {
        return ByteBuffer.wrap(reportKey).getLong(reportKey.length - Long.BYTES);
    }

    static byte[] sent(String server) {
        return utf8(SENT + server);
    }

    static String sentTo(byte[] key) {
        return new String(key, SENT.length(), key.length - SENT.length(), StandardCharsets.UTF_8);
    }

    static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    static byte[] text(byte[] head, String tail) {
        byte[] more = utf8(tail);
        byte[] key = Arrays.copyOf(head, head.length + more.length);
        System.arraycopy(more, 0, key, head.length, more.length);
        return key;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
