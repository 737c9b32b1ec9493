package org.packetboat.protocols.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.DsnRequest;
import org.packetboat.engine.mail.MailEncoding;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;

/** The commands of the grammar: what is written is read back equal. */
class CommandTest {
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    @ParameterizedTest
    @MethodSource("org.packetboat.protocols.mail.OddPaths#good")
    void readsEveryPathAndItsOwnWriting(String path, String mailbox) {
        Optional<Address> address = Optional.of(Address.parse(mailbox));
        assertEquals(address, AddressCommand.Kind.MAIL.readArgument("FROM:" + path).orElseThrow().path().address());
        String written = CommandWriter.mail(address).with("BODY", "8BITMIME").toString();
        AddressCommand again = AddressCommand.Kind.MAIL.readLine(written).orElseThrow();
        assertEquals(address, again.path().address());
        assertEquals(Map.of("BODY", "8BITMIME"), again.parameters().orElseThrow().values());
    }

    @ParameterizedTest
    @MethodSource("org.packetboat.protocols.mail.OddPaths#bad")
    void takesNothingElseForAPath(String path) {
        assertEquals(Optional.empty(),
                AddressCommand.Kind.RCPT.readLine("RCPT TO:" + path).flatMap(command -> command.path().address()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL FROM:<>", "mail from:<>", "Mail From: <> ", "MAIL  FROM:<>"})
    void readsTheNullPathHoweverItIsSpaced(String line) {
        assertEquals(true, AddressCommand.Kind.MAIL.readLine(line).orElseThrow().path().isNull());
    }

    @Test
    void postmasterNeedsNoDomain() {
        Path path = AddressCommand.Kind.RCPT.readLine("RCPT TO:<Postmaster>").orElseThrow().path();
        assertEquals(Optional.empty(), path.address());
        assertEquals(Optional.of(Address.parse("Postmaster@x.example")), path.address("x.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=", "A=1 A=2", "A a", "A=\u0001", "A=b\u0085c", "=", "="})
    void malformedParametersAreNone(String text) {
        assertEquals(Optional.empty(), Parameters.read(" " + text));
    }

    @Test
    void parametersKeepTheirOrderAndTheirFurtherEqualsSigns() {
        Parameters read = Parameters.read(" size=10  Body=8BITMIME X=a=b SMTPUTF8").orElseThrow();
        assertEquals(List.of("SIZE=10", "BODY=8BITMIME", "X=a=b", "SMTPUTF8="),
                read.values().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    }

    @Test
    void everyRecipientIsReadBackEqual() {
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            Set<Notify> wanted = random.nextInt(4) == 0
                    ? Set.of(Notify.NEVER)
                    : Set.copyOf(List.of(Notify.SUCCESS, Notify.FAILURE, Notify.DELAY).subList(0, random.nextInt(4)));
            Recipient sent = new Recipient(address(random), wanted,
                    random.nextBoolean() ? Optional.of("rfc822;" + i + "+2B@x.example") : Optional.empty());
            String line = CommandWriter.rcpt(sent.address()).notify(sent.wanted()).with("ORCPT", sent.original())
                    .toString();
            AddressCommand read = AddressCommand.Kind.RCPT.readLine(line).orElseThrow();
            RcptParameters parameters = new RcptParameters(false);
            assertEquals(Optional.empty(), read.parameters().orElseThrow().firstFault(parameters::take), line);
            assertEquals(sent, parameters.recipient(read.path().address().orElseThrow()), line);
        }
    }

    /** An address with anything between its quotes that may stand there. */
    private static Address address(Random random) {
        StringBuilder local = new StringBuilder("\"");
        for (int i = random.nextInt(20); i >= 0; i--) {
            char c = (char) random.nextInt(' ', 0x7f);
            if (c == '"' || c == '\\') local.append('\\');
            local.append(c);
        }
        return Address.parse(local + "\"@x.example");
    }

    @Test
    void everyCommonParameterIsReadBackEqual() {
        String line = CommandWriter.mail(Optional.empty()).with("BODY", "8BITMIME").flag("SMTPUTF8", true)
                .with("RET", ReturnContent.HDRS).with("ENVID", Optional.of("a+2Bb")).with("MT-PRIORITY", -4)
                .with("HOLDUNTIL", NOW.plusMillis(1)).with("X", Optional.empty()).flag("Y", false).toString();
        MailParameters read = new MailParameters();
        assertEquals(Optional.empty(), AddressCommand.Kind.MAIL.readLine(line).orElseThrow().parameters().orElseThrow()
                .firstFault(read::take), line);
        assertEquals(List.of(new MailEncoding(true, true), new DsnRequest(ReturnContent.HDRS, Optional.of("a+2Bb")),
                new Priority(-4), Optional.of(NOW.plusMillis(1))),
                List.of(read.encoding(), read.dsn(ReturnContent.FULL), read.priority(), read.holdUntil()));
    }

    /** In a bundle as over SMTP, nobody can have mail wait for a stage that no big send has. */
    @ParameterizedTest
    @ValueSource(strings = {"2150-01-01T00:00:00Z", "2250-01-01T00:00:00Z", "9998-12-31T00:00:00Z",
            "2149-12-31T23:00:00-01:00"})
    void noMailWaitsIntoTheNextCenturies(String until) {
        MailParameters read = new MailParameters();
        assertEquals(Optional.of(Fault.TOO_FAR), read.take("HOLDUNTIL", until));
        assertEquals(Optional.empty(), read.holdUntil());
        assertEquals(Optional.empty(), read.take("HOLDUNTIL", "2149-12-31T23:59:59Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-20T09:00:00Z;R", "2026-11-20T07:59:55Z;N", "2026-11-20T08:00:30Z;NT"})
    void deliverByIsReadBackEqual(String text) {
        DeliverByParameter read = new DeliverByParameter();
        assertEquals(Optional.empty(), read.take(DeliverByParameter.value(DeliverBy.parse(text), NOW), NOW));
        DeliverBy asked = DeliverBy.parse(text);
        assertEquals(Optional.of(DeliverBy.within(asked.at(), asked.mode(), asked.trace())), read.asked());
    }

    @Test
    void dotsPutInAreTakenOut() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder();
            for (int line = random.nextInt(6); line >= 0; line--)
                text.append(".".repeat(random.nextInt(3))).append(random.nextBoolean() ? "x." : "").append("\r\n");
            DotStuffing stuffing = new DotStuffing();
            byte[] plain = text.toString().getBytes(StandardCharsets.US_ASCII);
            String stuffed = new String(stuffing.stuff(plain), StandardCharsets.US_ASCII);
            assertFalse(("\r\n" + stuffed).contains("\r\n.\r\n"), stuffed);
            assertEquals(text.toString(), removed(stuffed, random));
            assertEquals(text.toString().replace("\r", ""), removed(stuffed.replace("\r", ""), random));
        }
    }

    private static String removed(String stuffed, Random random) {
        DotRemoval removal = new DotRemoval();
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < stuffed.length();) {
            int to = Math.min(stuffed.length(), from + 1 + random.nextInt(4));
            pieces.add(new String(removal.next(stuffed.substring(from, to).getBytes(StandardCharsets.US_ASCII)),
                    StandardCharsets.US_ASCII));
            from = to;
        }
        return String.join("", pieces);
    }
}
