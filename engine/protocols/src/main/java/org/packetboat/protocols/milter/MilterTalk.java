package org.packetboat.protocols.milter;

import java.io.ByteArrayOutputStream;
import java.net.Inet6Address;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Address;
import org.packetboat.protocols.smtp.filter.FilterClient;
import org.packetboat.protocols.smtp.filter.Head;

/**
 * The conversation with one filter: one step after the other, each answered before the next, unless the filter has said
 * that it need not be told or gives no answer. Steps are sent in the order of the protocol by whoever uses this. After
 * {@link FilterTrouble} it is of no use any more.
 */
final class MilterTalk {
    /** A filter looks at mail when it has all of it. */
    static final int AT_THE_END = 10;
    private static final int CHUNK = 65_535;
    private static final int MUCH = 32 * 1024;
    private static final int MOST_PROGRESS = 1000;
    /** libmilter reads no packet that is longer. */
    private static final int LONGEST_FIELD = 65_535;

    private final MilterLine line;
    private final Duration patience;
    private final Offer offer;
    private ByteArrayOutputStream out = new ByteArrayOutputStream();
    private boolean open;

    /** @param patience for each answer; {@value #AT_THE_END} times that at the end of a message */
    MilterTalk(MilterLine line, Duration patience) {
        this.line = line;
        this.patience = patience;
        put(Offer.OURS.packet());
        flush();
        this.offer = Offer.OURS.answered(Packet.receive(line, patience));
    }

    Offer offer() {
        return offer;
    }

    Answer connect(FilterClient client) {
        if (offer.has(Offer.NO_CONNECT)) return Answer.CONTINUE;
        String host = host(client);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(("[" + host + "]\0").getBytes(StandardCharsets.ISO_8859_1));
        data.write(client.address() instanceof Inet6Address ? '6' : '4');
        data.writeBytes(new byte[2]); // its port is not known
        data.writeBytes((host + "\0").getBytes(StandardCharsets.ISO_8859_1));
        macros('C', "j", client.server(), "{daemon_name}", client.server(), "v", "Packetboat", "_",
                client.name() + " [" + host + "]", "{client_addr}", host, "{client_name}", "unknown", "{client_port}",
                "0");
        return step(new Packet('C', data.toByteArray()), Offer.SILENT_CONNECT);
    }

    private static String host(FilterClient client) {
        String host = client.address().getHostAddress();
        int zone = host.indexOf('%');
        return zone < 0 ? host : host.substring(0, zone);
    }

    Answer helo(FilterClient client) {
        if (offer.has(Offer.NO_HELO)) return Answer.CONTINUE;
        if (client.secured()) macros('H', "{tls_version}", "TLS");
        return step(Packet.of('H', client.name()), Offer.SILENT_HELO);
    }

    Answer mail(FilterClient client, Optional<Address> sender) {
        open = true;
        if (offer.has(Offer.NO_MAIL)) return Answer.CONTINUE;
        String address = sender.map(Address::toString).map(Answer::encoded).orElse("");
        List<String> macros = new ArrayList<>(List.of("{mail_addr}", address));
        if (!client.user().isEmpty())
            macros.addAll(List.of("{auth_type}", "PLAIN", "{auth_authen}", Answer.encoded(client.user())));
        macros('M', macros.toArray(String[]::new));
        return step(Packet.of('M', "<" + address + ">"), Offer.SILENT_MAIL);
    }

    Answer rcpt(Address recipient) {
        if (offer.has(Offer.NO_RCPT)) return Answer.CONTINUE;
        String address = Answer.encoded(recipient.toString());
        macros('R', "{rcpt_addr}", address);
        return step(Packet.of('R', "<" + address + ">"), Offer.SILENT_RCPT);
    }

    /** The text, up to the answer to its end. @param changes gets what the filter wants changed */
    Answer text(MailUnderWay mail, Changes changes) {
        String id = mail.id().toString();
        Answer answer = Answer.CONTINUE;
        if (offer.knowsData() && !offer.has(Offer.NO_DATA)) {
            macros('T', "i", id);
            answer = step(new Packet('T', new byte[0]), Offer.SILENT_DATA);
        }
        if (answer instanceof Answer.Continue) answer = head(mail, id);
        if (answer instanceof Answer.Continue && !offer.has(Offer.NO_BODY)) answer = body(mail);
        boolean ends = answer instanceof Answer.Continue || answer instanceof Answer.Skip;
        return ends ? end(id, changes) : answer;
    }

    private Answer head(MailUnderWay mail, String id) {
        if (!offer.has(Offer.NO_HEADERS)) {
            for (Head.Field field : mail.head().seen()) {
                String name = field.name().stripTrailing();
                Answer answer = step(Packet.of('L', name, value(field, LONGEST_FIELD - 2 - name.length())),
                        Offer.SILENT_HEADER);
                if (!(answer instanceof Answer.Continue)) return answer;
            }
        }
        if (offer.has(Offer.NO_END_OF_HEADERS)) return Answer.CONTINUE;
        macros('N', "i", id);
        return step(new Packet('N', new byte[0]), Offer.SILENT_END_OF_HEADERS);
    }

    /** @param most what is longer is cut, here and not in the mail */
    private String value(Head.Field field, int most) {
        String value = field.value().replace("\r\n", "\n");
        String told = offer.has(Offer.LEADING_SPACE) || !value.startsWith(" ") ? value : value.substring(1);
        return told.length() > most ? told.substring(0, Math.max(0, most)) : told;
    }

    private Answer body(MailUnderWay mail) {
        Body body = mail.body();
        long at = mail.from();
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        while (at < body.size()) {
            chunk.reset();
            while (chunk.size() < CHUNK && at < body.size()) {
                byte[] piece = body.read(at, CHUNK - chunk.size());
                chunk.writeBytes(piece);
                at += piece.length;
            }
            Answer answer = step(new Packet('B', chunk.toByteArray()), Offer.SILENT_BODY);
            if (!(answer instanceof Answer.Continue)) return answer;
        }
        return Answer.CONTINUE;
    }

    private Answer end(String id, Changes changes) {
        isAskedFirst();
        macros('E', "i", id);
        put(new Packet('E', new byte[0]));
        flush();
        open = false;
        while (true) {
            Packet packet = next(patience.multipliedBy(AT_THE_END));
            if (!changes.take(packet)) return noSkip(packet);
        }
    }

    private static Answer noSkip(Packet packet) {
        Answer answer = Answer.of(packet);
        if (answer instanceof Answer.Skip)
            throw new FilterTrouble("it wants no more of a body where there is none: " + packet);
        return answer;
    }

    /** The message, if one is open, goes no further. */
    void abort() {
        if (!open) return;
        open = false;
        put(new Packet('A', new byte[0]));
        flush();
    }

    void quit() {
        put(new Packet('Q', new byte[0]));
        flush();
    }

    void close() {
        line.close();
    }

    /** @param silent the option by which there is no answer to it */
    private Answer step(Packet packet, int silent) {
        isAskedFirst();
        put(packet);
        if (offer.has(silent)) {
            if (out.size() > MUCH) flush();
            return Answer.CONTINUE;
        }
        flush();
        Packet answer = next(patience);
        boolean skips = packet.command() == 'B' && offer.has(Offer.SKIP);
        return skips ? Answer.of(answer) : noSkip(answer);
    }

    /** An answer too many would be taken for that to the next step. */
    private void isAskedFirst() {
        if (line.hasUnread()) throw new FilterTrouble("it has answered more than it was asked");
    }

    private Packet next(Duration within) {
        for (int i = 0; i < MOST_PROGRESS; i++) {
            Packet packet = Packet.receive(line, within);
            if (packet.command() != 'p') return packet;
        }
        throw new FilterTrouble("it says without end that it gets on");
    }

    private void macros(char step, String... namesAndValues) {
        Packet texts = Packet.of(step, namesAndValues);
        byte[] data = new byte[texts.data().length + 1];
        data[0] = (byte) step;
        System.arraycopy(texts.data(), 0, data, 1, texts.data().length);
        put(new Packet('D', data));
    }

    private void put(Packet packet) {
        packet.write(out);
    }

    private void flush() {
        byte[] bytes = out.toByteArray();
        if (bytes.length > MUCH) out = new ByteArrayOutputStream(); // an idle session holds no mail
        else out.reset();
        if (bytes.length > 0) line.send(bytes);
    }
}
