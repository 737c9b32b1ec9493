package org.packetboat.engine.queue.relay;

import java.util.ArrayList;
import java.util.List;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.queue.codec.FieldReader;
import org.packetboat.engine.queue.codec.FieldWriter;

/**
 * A mail that came from another Packetboat, to whose first server it will be told what became of it.
 *
 * <pre>
 * version 1 | name text | recipients: count 4, each text
 * </pre>
 *
 * @param name       what its first server calls it
 * @param recipients as they were given, before names were expanded
 */
public record NamedMail(String name, List<Address> recipients) {
    private static final int VERSION = 1;

    public NamedMail {
        recipients = List.copyOf(recipients);
    }

    byte[] encode() {
        FieldWriter out = new FieldWriter().u8(VERSION).text(name).i32(recipients.size());
        recipients.forEach(address -> out.text(address.toString()));
        return out.toBytes();
    }

    static NamedMail decode(byte[] stored) {
        FieldReader in = new FieldReader(stored);
        if (in.u8() != VERSION) throw new IllegalStateException("named mail of a later version");
        String name = in.text();
        int count = in.count();
        List<Address> recipients = new ArrayList<>();
        for (int i = 0; i < count; i++)
            recipients.add(Address.stored(in.text()));
        return new NamedMail(name, recipients);
    }
}
