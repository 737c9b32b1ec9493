package org.packetboat.engine.mail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Headers as odd mailers write them, and what everybody who looks into them has to find: all of them read this one
 * table.
 *
 * @param what   is odd
 * @param text   the message
 * @param fields the names of its fields, in order
 */
public record OddHeaders(String what, String text, List<String> fields) {
    /** The table. Lines end in CRLF, but for those that are there for their ends. */
    public static Stream<OddHeaders> all() {
        return Stream.of(odd("nothing odd", "Received: a\r\nSubject: x\r\n\r\n", "received", "subject"),
                odd("upper case", "RECEIVED: a\r\nsUBJECT: x\r\n\r\n", "received", "subject"),
                odd("no blank behind the colon", "Received:a\r\nSubject:x\r\n\r\n", "received", "subject"),
                odd("blanks before the colon", "Received \t: a\r\nSubject : x\r\n\r\n", "received", "subject"),
                odd("no body in the field", "Received:\r\nSubject:\r\n\r\n", "received", "subject"),
                odd("folded", "Received: a\r\n\tby b\r\n by c\r\nSubject: x\r\n\r\n", "received", "subject"),
                odd("folded before the value", "Received:\r\n\ta\r\n\r\n", "received"),
                odd("a field's name in a folded line", "Subject: x\r\n Received: a\r\n\r\n", "subject"),
                odd("a fold of blanks only", "Subject: x\r\n \r\n Received: a\r\n\r\n", "subject"),
                odd("no colon", "Received a\r\nSubject: x\r\n\r\n", "subject"),
                odd("a colon alone", ": a\r\nSubject: x\r\n\r\n", "subject"),
                odd("begins with a fold", " Received: a\r\nSubject: x\r\n\r\n", "subject"),
                odd("eight bits in the name", "R\u00e9ceived: a\r\nSubject: x\r\n\r\n", "subject"),
                odd("eight bits in the value", "Subject: J\u00fcrgen \u0085 x\r\n\r\n", "subject"),
                odd("a control character for the colon", "Received\u001A a\r\nSubject: x\r\n\r\n", "subject"),
                odd("two words before the colon", "Received by: a\r\nSubject: x\r\n\r\n", "subject"),
                odd("names that begin alike", "Received-SPF: a\r\nReceive: b\r\n\r\n", "received-spf", "receive"),
                odd("many", "Received: a\r\nReceived: b\r\nreceived:c\r\n\r\n", "received", "received", "received"),
                odd("a field behind the header", "Subject: x\r\n\r\nReceived: a\r\n\r\n", "subject"),
                odd("no header at all", "\r\nReceived: a\r\n\r\n"), odd("nothing at all", ""));
    }

    private static OddHeaders odd(String what, String text, String... fields) {
        return new OddHeaders(what, text, List.of(fields));
    }

    public byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** How many trace lines it has. */
    public int hops() {
        return (int) fields.stream().filter("received"::equals).count();
    }

    @Override
    public String toString() {
        return what;
    }
}
