package org.packetboat.protocols.milter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.milter.Filter.OnTrouble;
import org.packetboat.protocols.smtp.filter.FilterClient;
import org.packetboat.protocols.smtp.filter.Filtered;
import org.packetboat.protocols.smtp.filter.MailToFilter;
import org.packetboat.protocols.smtp.filter.Verdict;
import org.packetboat.protocols.smtp.server.FakeIntake;

/** A mail, and filters in memory that look at it. */
abstract class FilterRig {
    static final String TRACE = "Received: from c\r\n\tby hub; now\r\n";
    static final String MAIL = "From: a@example.org\r\nSubject:  two\r\n words\r\n\r\nHello\r\n";
    static final Address SENDER = Address.parse("a@example.org");
    static final Address TO = Address.parse("b@example.com");
    static final Address ALSO = Address.parse("c@example.com");
    static final FilterClient CLIENT = new FilterClient("hub.example.com", InetAddress.ofLiteral("192.0.2.7"),
            "client.example.org", "", false);

    final FakeFilter filter = new FakeFilter();
    final List<String> troubles = new ArrayList<>();
    int answered;
    OnTrouble onTrouble = OnTrouble.TEMPFAIL;

    Milter milter(FakeFilter fake) {
        return new Milter("fake", Duration.ofSeconds(30), onTrouble, fake, new FilterWatch() {
            @Override
            public void answered() {
                answered++;
            }

            @Override
            public void trouble(String why) {
                troubles.add(why);
            }
        });
    }

    FilterChain chain(FakeFilter... filters) {
        return new FilterChain(Stream.of(filters).map(this::milter).toList(), Runnable::run);
    }

    static MailToFilter mail(String text, Address... to) {
        return new MailToFilter(new QueueId(7), TRACE.getBytes(StandardCharsets.UTF_8),
                new BytesBody(text.getBytes(StandardCharsets.UTF_8)), Optional.of(SENDER), List.of(to),
                () -> new FakeIntake().begin(Instant.EPOCH));
    }

    static Filtered send(FilterChain chain, String text) {
        assertEquals(new Verdict.Passed(), chain.mail(CLIENT, Optional.of(SENDER)));
        assertEquals(new Verdict.Passed(), chain.rcpt(TO));
        return chain.text(mail(text, TO));
    }

    static String whole(Filtered filtered) {
        StringBuilder text = new StringBuilder(new String(filtered.head(), StandardCharsets.UTF_8));
        for (long at = filtered.from(); at < filtered.body().size();) {
            byte[] piece = filtered.body().read(at, 7);
            text.append(new String(piece, StandardCharsets.UTF_8));
            at += piece.length;
        }
        return text.toString();
    }

    static Verdict refused(int code, String status, String text) {
        return new Verdict.Refused(new Reply(code, status, text));
    }
}
