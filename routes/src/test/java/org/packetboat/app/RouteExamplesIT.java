package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file of routes/examples/ in one running program, with a real broker and a mail server on the other side. */
class RouteExamplesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path EXAMPLES = Path.of("examples");
    private static final byte[] INVOICE = {0, 1, 2, (byte) 0xff};

    @TempDir
    private static Path folder;
    private static KafkaBroker broker;
    private static GreenMail provider;
    private static Home home;
    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        broker = KafkaBroker.start(folder.resolve("broker"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(Stream.of("outgoing-mail", "outgoing-mail.dead", "mail-events", "incoming-mail")
                    .map(topic -> new NewTopic(topic, 1, (short) 1)).toList()).all().get();
        }
        provider = new GreenMail(new ServerSetup[]{new ServerSetup(0, "127.0.0.1", "smtp"),
                new ServerSetup(0, "127.0.0.1", "imap"), new ServerSetup(0, "127.0.0.1", "pop3")});
        provider.start();
        provider.setUser("branch@provider.example", "branch", "from-a-file");
        provider.setUser("many@provider.example", "many", "from-a-file");
        home = new Home(folder.resolve("home")).withUsualConfiguration("").with("secrets/imap", "from-a-file\n")
                .with("secrets/pop3", "from-a-file\n");
        Path configuration = home.folder().resolve("packetboat.yaml");
        home.with("packetboat.yaml", Files.readString(configuration).replace("smtp: { ",
                "smtp: { filters: [{ name: orders, at: \"route:orders\" }], "));
        for (Path file : examples())
            home.with("routes/" + file.getFileName(), Files.readString(file));
        server = ServerProcess.startThrough(List.of("env", "KAFKA=" + broker.address(),
                "SMTP=127.0.0.1:" + provider.getSmtp().getPort(), "IMAP=127.0.0.1:" + provider.getImap().getPort(),
                "IMAP_TO=anna@hub.example.com", "POP3=127.0.0.1:" + provider.getPop3().getPort(), "POP3_USER=many",
                "MULTIDROP_FALLBACK=chief@hub.example.com"), home, "server.log");
        server.awaitLog("inbound-to-smtp.yaml routes=");
    }

    @AfterAll
    static void stop() {
        server.close();
        provider.stop();
        broker.close();
    }

    private static List<Path> examples() {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void submit(String to, String message) throws IOException {
        Path file = Files.writeString(folder.resolve(to), message, StandardCharsets.ISO_8859_1);
        Home.Said said = home.run("submit", "--from", "boss@example.com", "--to", to + "@hub.example.com",
                file.toString());
        assertEquals(0, said.exit(), said::all);
    }

    private static void awaitMail(String user, String text) {
        await().atMost(PATIENCE).untilAsserted(() -> assertTrue(
                home.mailOf(user).stream().anyMatch(mail -> mail.contains(text)), () -> text + " in\n" + server.log()));
    }

    private static List<Path> files(Path in) {
        if (!Files.isDirectory(in)) return List.of();
        try (Stream<Path> files = Files.list(in)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ConsumerRecord<String, String>> records(String topic, int count) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.address(), "group.id", "test-" + UUID.randomUUID(),
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(500)).forEach(records::add);
                return records.size() >= count;
            });
        }
        return records;
    }

    /** The one on the topic of incoming mail with this text. */
    private static ConsumerRecord<String, String> incoming(String text) {
        AtomicReference<ConsumerRecord<String, String>> found = new AtomicReference<>();
        await().atMost(PATIENCE).until(() -> {
            records("incoming-mail", 1).stream().filter(record -> record.value().contains(text)).findFirst()
                    .ifPresent(found::set);
            return found.get() != null;
        });
        return found.get();
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void everyExampleIsLoaded() {
        for (Path file : examples())
            server.awaitLog(file.getFileName() + " routes=");
        assertTrue(!server.log().contains("route-file-refused"), server::log);
        assertTrue(!server.log().contains("from-a-file"), server::log);
    }

    @Test
    void recordBecomesMailAndWhatCannotBeMailGoesToTheDeadLetters() {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address()), new StringSerializer(), new StringSerializer())) {
            send(producer, "Subject: one\n\nHello.\n", "kate@hub.example.com");
            send(producer, "Subject: lost\n\nHello.\n", "x@nowhere.example");
            send(producer, "Subject: two\n\nHello.\n", "kate@hub.example.com");
        }
        awaitMail("kate", "Subject: two");
        awaitMail("kate", "Subject: one");
        ConsumerRecord<String, String> dead = records("outgoing-mail.dead", 1).getFirst();
        assertEquals("Subject: lost\n\nHello.\n", dead.value());
        assertEquals("x@nowhere.example: 550 5.4.4 No route to this domain", header(dead, "reason"));
    }

    private static void send(KafkaProducer<String, String> producer, String message, String to) {
        ProducerRecord<String, String> record = new ProducerRecord<>("outgoing-mail", message);
        record.headers().add("mail-from", "bulk@example.com".getBytes(StandardCharsets.UTF_8));
        record.headers().add("rcpt-to", to.getBytes(StandardCharsets.UTF_8));
        producer.send(record);
    }

    @Test
    void fileInThePickUpFolderIsSentToWhomItNamesAndNobodySeesTheBcc() throws IOException {
        home.with("pickup/mail.eml", "From: Boss <boss@example.com>\nTo: paul@hub.example.com\n"
                + "Bcc: secret@hub.example.com\nSubject: picked up\n\nHello.\n");
        home.with("pickup/bad.eml", "From: boss@example.com\nTo: x@nowhere.example\n\nHello.\n");
        awaitMail("paul", "Subject: picked up");
        awaitMail("secret", "Subject: picked up");
        assertTrue(!home.mailOf("paul").getFirst().contains("Bcc"));
        server.awaitLog("bad.eml is refused: x@nowhere.example: 550 5.4.4");
        home.with("pickup/bad.eml", "From: boss@example.com\nTo: y@nowhere.example\n\nHello.\n");
        server.awaitLog("bad.eml is refused: y@nowhere.example: 550 5.4.4");
        await().atMost(PATIENCE).until(() -> named("pickup/refused", "-bad.eml") == 2);
        assertEquals(0, named("pickup/sent", "-bad.eml"));
        assertEquals(1, named("pickup/sent", "-mail.eml"));
    }

    private static long named(String in, String end) throws IOException {
        if (!Files.isDirectory(home.folder().resolve(in))) return 0;
        try (Stream<Path> files = Files.walk(home.folder().resolve(in))) {
            return files.filter(file -> file.toString().endsWith(end)).count();
        }
    }

    @Test
    void everyEventIsOnTheTopicInOrder() throws IOException {
        submit("eve", "Subject: watch me\n\nHello.\n");
        awaitMail("eve", "watch me");
        server.awaitLog("event=delivered to=eve@hub.example.com");
        List<String> told = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            List<ConsumerRecord<String, String>> all = records("mail-events", 1);
            String id = all.stream().filter(r -> r.value().contains("eve@hub.example.com")).findFirst()
                    .map(ConsumerRecord::key).orElse("none yet");
            all.stream().filter(r -> id.equals(r.key())).map(ConsumerRecord::value).forEach(told::add);
            return told.stream().anyMatch(v -> v.contains("\"delivered\""));
        });
        assertTrue(told.getFirst().contains("\"accepted\""), told::toString);
    }

    @Test
    void mailOfAMailboxOfManyGoesToWhomTheProviderSaysAndNobodyElse() throws Exception {
        String list = "To: list@lists.example.org\nCc: carl@hub.example.com\nSubject: ";
        for (String mail : List.of(
                "Return-Path: <bounces@lists.example.org>\nDelivered-To: mary@hub.example.com\n" + list + "to mary",
                "Return-Path: <>\nReceived: by mx for <zoe@hub.example.com>; Fri, 20 Nov 2026\n" + list + "to zoe",
                "Delivered-To: many@provider.example\nFrom: a@x.example\n" + list + "to whom?",
                "Delivered-To: " + "u".repeat(300) + "@hub.example.com\nFrom: a@x.example\n" + list + "nobody here"))
            provider.setUser("many@provider.example", "many", "from-a-file").deliver(new MimeMessage(
                    (jakarta.mail.Session) null, new ByteArrayInputStream((mail + "\n\nHello.\n").getBytes())));
        awaitMail("mary", "Subject: to mary");
        awaitMail("zoe", "Subject: to zoe");
        awaitMail("chief", "Subject: to whom?");
        awaitMail("chief", "Subject: nobody here");
        assertTrue(home.mailOf("mary").getFirst().startsWith("Return-Path: <bounces@lists.example.org>"),
                home.mailOf("mary")::getFirst);
        assertEquals(List.of(), home.mailOf("carl"));
        await("an empty mailbox").atMost(PATIENCE).until(() -> provider.getManagers().getImapHostManager()
                .getInbox(provider.getUserManager().getUser("many")).getMessageCount() == 0);
    }

    @Test
    void inboundMailIsOnTheTopicWithItsEnvelope() throws IOException {
        submit("orders", "Subject: 5 boxes\n\nPlease.\n");
        ConsumerRecord<String, String> record = incoming("5 boxes");
        assertEquals("boss@example.com", header(record, "mail-from"));
        assertEquals("orders@hub.example.com", header(record, "rcpt-to"));
        assertIsMessage("5 boxes", "Please.", record.value());
    }

    @Test
    void ordersAreJudgedBeforeTheyAreAccepted() throws Exception {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            order(talk, "some boxes", "Please.", "550 5.7.1 write the order's number into the subject");
            order(talk, "order 4711", "Please.", "250 2.0.0 Ok: queued as ");
            order(talk, "order 4712", "many\r\n".repeat(200_000), "250 2.0.0 Ok: queued as ");
        }
        String marked = incoming("order 4711").value();
        assertTrue(marked.contains("\r\nX-Order-From: 127.0.0.1\r\n"), marked);
        server.awaitLog("an order of more than 1 MB");
        assertTrue(home.run("queue").out().contains("hub.example.com"));
    }

    private static void order(SmtpTalk talk, String subject, String text, String expected) throws IOException {
        talk.ask("MAIL FROM:<shop@example.com>", "250");
        talk.ask("RCPT TO:<orders@hub.example.com>", "250");
        talk.ask("DATA", "354");
        talk.say(("Subject: " + subject + "\r\n\r\n" + text + "\r\n.\r\n").getBytes(StandardCharsets.UTF_8));
        talk.expect(expected);
    }

    @Test
    void inboundMailIsInTheMaildir() throws IOException {
        submit("archive", "Subject: keep\n\nForever.\n");
        Path box = home.folder().resolve("archive/new");
        await().atMost(PATIENCE).until(() -> !files(box).isEmpty());
        String mail = Files.readString(files(box).getFirst());
        assertTrue(mail.startsWith("Return-Path: <boss@example.com>\r\nDelivered-To: archive@hub.example.com\r\n"
                + "Received: "), mail);
        assertIsMessage("keep", "Forever.", mail);
    }

    /** Other fields were added when it was submitted. */
    private static void assertIsMessage(String subject, String body, String text) {
        assertTrue(text.contains("\r\nSubject: " + subject + "\r\n"), text);
        assertTrue(text.endsWith("\r\n\r\n" + body + "\r\n"), text);
    }

    @Test
    void inboundMailIsAtTheHelpDesk() throws Exception {
        submit("help", "From: boss@example.com\nTo: help@hub.example.com\nSubject: it burns\n\nAt the back.\n");
        await().atMost(PATIENCE).until(() -> mailAt("desk@helpdesk.example").length > 0);
        MimeMessage mail = mailAt("desk@helpdesk.example")[0];
        assertEquals("it burns", mail.getSubject());
        assertEquals("help@hub.example.com", mail.getFrom()[0].toString());
        assertTrue(GreenMailUtil.getBody(mail).contains("At the back."), () -> GreenMailUtil.getBody(mail));
    }

    private static MimeMessage[] mailAt(String address) {
        return provider.getReceivedMessagesForDomain(address.substring(address.indexOf('@') + 1));
    }

    @Test
    void mailWithoutAnAttachmentLiesInTheFolderAsAWhole() throws IOException {
        submit("invoices", "From: boss@example.com\nSubject: forgot it\n\nSorry.\n");
        Path invoices = home.folder().resolve("invoices");
        await().atMost(PATIENCE).untilAsserted(() -> assertEquals(1, eml(invoices).size(), server::log));
        assertIsMessage("forgot it", "Sorry.", Files.readString(eml(invoices).getFirst()));
    }

    private static List<Path> eml(Path folder) {
        return files(folder).stream().filter(file -> file.toString().endsWith(".eml")).toList();
    }

    @Test
    void attachmentsOfOneNameLieInTheFolder() throws IOException {
        submit("invoices", """
                From: boss@example.com
                Subject: invoice
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain

                See the file.
                --b
                Content-Type: application/octet-stream
                Content-Disposition: attachment; filename=november.pdf
                Content-Transfer-Encoding: base64

                AAEC/w==
                --b
                Content-Type: application/octet-stream
                Content-Disposition: attachment; filename=november.pdf
                Content-Transfer-Encoding: base64

                AA==
                --b--
                """);
        Path invoices = home.folder().resolve("invoices");
        await().atMost(PATIENCE)
                .until(() -> named("invoices", "-november.pdf") + named("invoices", "-november-2.pdf") == 2);
        Path file = files(invoices).stream().filter(f -> f.toString().endsWith("-november.pdf")).findFirst()
                .orElseThrow();
        assertArrayEquals(INVOICE, Files.readAllBytes(file));
    }

    @Test
    void mailOfTheProvidersMailboxGoesOnAsItIs() {
        GreenMailUtil.sendTextEmail("branch@provider.example", "far@example.com", "from outside", "Hello.\n",
                provider.getSmtp().getServerSetup());
        awaitMail("anna", "Subject: from outside");
        awaitMail("anna", "Return-Path: <far@example.com>");
    }
}
