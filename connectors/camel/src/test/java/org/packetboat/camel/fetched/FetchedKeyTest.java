package org.packetboat.camel.fetched;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.camel.text.MailText;
import org.packetboat.engine.mail.Address;

/** Keys of messages in real mailboxes, over POP3 and IMAP. */
class FetchedKeyTest {
    private static final List<Address> ANNA = List.of(Address.parse("anna@our.example"));
    private static final Session ANY = Session.getInstance(new Properties());

    private GreenMail provider;

    @BeforeEach
    void start() {
        provider = new GreenMail(new ServerSetup[]{new ServerSetup(0, "127.0.0.1", "pop3"),
                new ServerSetup(0, "127.0.0.1", "imap")});
        provider.start();
    }

    @AfterEach
    void stop() {
        provider.stop();
    }

    private void deliver(String... texts) throws Exception {
        for (String text : texts)
            provider.setUser("box@provider.example", "box", "secret").deliver(message(text));
    }

    private static MimeMessage message(String text) throws Exception {
        return new MimeMessage(ANY, new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String key(Message message, List<Address> to) throws Exception {
        MailText text = new MailText((_, _, _) -> {}, Long.MAX_VALUE, 100, "");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        text.write(bytes.toByteArray());
        text.finish();
        return FetchedKey.of(message, text.head(), to);
    }

    private List<String> keys(String protocol) throws Exception {
        List<String> keys = new ArrayList<>();
        int port = (protocol.equals("pop3") ? provider.getPop3() : provider.getImap()).getPort();
        try (Store store = ANY.getStore(protocol)) {
            store.connect("127.0.0.1", port, "box", "secret");
            try (Folder box = store.getFolder("INBOX")) {
                box.open(Folder.READ_ONLY);
                for (Message message : box.getMessages())
                    keys.add(key(message, ANNA));
            }
        }
        return keys;
    }

    @ParameterizedTest
    @ValueSource(strings = {"pop3", "imap"})
    void aMessageHasTheSameKeyEachTimeAndTwoCopiesOfOneMailHaveTwo(String protocol) throws Exception {
        String copy = "Message-ID: <1@x.example>\nSubject: to both\n\nHello.\n";
        deliver(copy, copy);
        List<String> first = keys(protocol);
        assertEquals(first, keys(protocol));
        assertNotEquals(first.getFirst(), first.getLast());
    }

    @Test
    void withoutANumberTheRecipientTellsCopiesApart() throws Exception {
        MimeMessage alone = message("Message-ID: <1@x.example>\n\nHello.\n");
        assertEquals(key(alone, ANNA), key(alone, ANNA));
        assertNotEquals(key(alone, ANNA), key(alone, List.of(Address.parse("bob@our.example"))));
        assertNotEquals(key(message("Subject: one\n\nHello.\n"), ANNA), key(message("Subject: two\n\nHello.\n"), ANNA));
    }
}
