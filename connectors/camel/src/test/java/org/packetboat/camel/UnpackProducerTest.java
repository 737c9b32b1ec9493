package org.packetboat.camel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing of a message is lost when it is opened. */
class UnpackProducerTest {
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.disableJMX();
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private Exchange open(String mail) {
        Exchange exchange = context.createProducerTemplate().send("packetboat:unpack",
                e -> e.getIn().setBody(mail.replace("\n", "\r\n")));
        assertEquals(null, exchange.getException());
        return exchange;
    }

    private static String multipart(String... parts) {
        StringBuilder mail = new StringBuilder(
                "Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n");
        for (String part : parts)
            mail.append("--b\n").append(part).append("\n");
        return mail + "--b--\n";
    }

    private static String attachment(String name, String content) {
        return "Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"" + name + "\"\n\n"
                + content;
    }

    private static List<String> attachments(Exchange exchange) throws IOException {
        List<String> all = new ArrayList<>();
        for (var one : exchange.getMessage(AttachmentMessage.class).getAttachments().entrySet())
            try (InputStream in = one.getValue().getInputStream()) {
                all.add(one.getKey() + "=" + new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
            }
        return all;
    }

    /** They would choose the file that is written, or the recipients of what is sent on. */
    @Test
    void headersOfAMailGiveNoOrdersToOtherComponents() {
        Exchange exchange = context.createProducerTemplate().send("packetboat:unpack", e -> {
            e.getIn().setHeader("CamelPacketboatRecipients", "desk@example.com");
            e.getIn().setBody("Subject: x\r\nCamelFileName: ../x\r\ncamelpacketboatrecipients: thief@evil.example\r\n"
                    + "CAMELHttpUri: http://evil.example/\r\norg.apache.camel.x: 1\r\nX-Camel: kept\r\n\r\nHello.\r\n");
        });
        assertEquals("desk@example.com", exchange.getMessage().getHeader("CamelPacketboatRecipients"));
        assertEquals(null, exchange.getMessage().getHeader("CamelFileName"));
        assertEquals(null, exchange.getMessage().getHeader("CamelHttpUri"));
        assertEquals(null, exchange.getMessage().getHeader("org.apache.camel.x"));
        assertEquals("kept", exchange.getMessage().getHeader("X-Camel"));
    }

    @Test
    void attachmentsOfOneNameAreAllThere() throws IOException {
        Exchange exchange = open(multipart("Content-Type: text/plain\n\nSee the files.", attachment("prices.csv", "1"),
                attachment("prices.csv", "2"), attachment("Prices.CSV", "3")));
        assertEquals(List.of("prices.csv=1", "prices-2.csv=2", "Prices-3.CSV=3"), attachments(exchange));
        assertEquals("See the files.", exchange.getMessage().getBody(String.class).strip());
        assertEquals("x", exchange.getMessage().getHeader("Subject"));
    }

    @Test
    void namesLeadNowhere() throws IOException {
        Exchange exchange = open(multipart(attachment("../../etc/passwd", "1"), attachment("..\\\\x", "2"),
                attachment(".profile", "3"), attachment("=?utf-8?q?=2F=00a?=", "4"),
                attachment("n".repeat(300) + ".pdf", "5")));
        assertEquals(List.of("__.._etc_passwd=1", "__x=2", "_profile=3", "_a=4", "n".repeat(96) + ".pdf=5"),
                attachments(exchange));
    }

    @Test
    void whatHasNoNameGetsOne() throws IOException {
        Exchange exchange = open(
                multipart("Content-Type: text/html\n\n<p>first</p>", "Content-Type: text/plain\n\nmore",
                        "Content-Type: image/png\nContent-ID: <logo>\n\nP",
                        "Content-Type: message/rfc822\n\nSubject: inner\n\nx"));
        assertEquals("<p>first</p>", exchange.getMessage().getBody(String.class).strip());
        assertEquals(List.of("part.txt=more", "part.png=P", "part.eml=Subject: inner\r\n\r\nx"), attachments(exchange));
    }

    @Test
    void mailThatIsOneAttachmentIsNoText() throws IOException {
        Exchange exchange = open("Content-Type: application/pdf; name=november.pdf\n\nPDF\n");
        assertEquals(List.of("november.pdf=PDF"), attachments(exchange));
        assertEquals("", exchange.getMessage().getBody(String.class));
    }

    @Test
    void mailWithoutAttachmentsKeepsItsWholeSelf() throws IOException {
        Exchange exchange = open("Subject: plain\n\nHello.\n");
        assertEquals(List.of(), attachments(exchange));
        assertEquals("Subject: plain\r\n\r\nHello.\r\n",
                exchange.getProperty(UnpackProducer.MESSAGE, String.class));
    }

    @Test
    void whatOnlySaysThatItIsSeveralPartsIsKeptAsItIs() throws IOException {
        Exchange exchange = open("Content-Type: multipart/mixed\n\nno boundary\n");
        assertEquals(List.of("part.bin=no boundary"), attachments(exchange));
    }

    @Test
    void partsInPartsAreFound() throws IOException {
        Exchange exchange = open(
                "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/alternative;"
                        + " boundary=b\n\n--b\nContent-Type: text/plain\n\nplain\n--b\n"
                        + "Content-Type: text/html\n\n<p>rich</p>\n"
                        + "--b--\n--a\n" + attachment("x", "1") + "\n--a--\n");
        assertEquals("plain", exchange.getMessage().getBody(String.class).strip());
        assertEquals(List.of("part.html=<p>rich</p>", "x=1"), attachments(exchange));
    }
}
