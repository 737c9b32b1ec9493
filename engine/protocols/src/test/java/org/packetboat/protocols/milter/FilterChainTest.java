package org.packetboat.protocols.milter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.protocols.milter.Filter.OnTrouble;
import org.packetboat.protocols.smtp.filter.FilterClient;
import org.packetboat.protocols.smtp.filter.Filtered;
import org.packetboat.protocols.smtp.filter.Verdict;

/** Filters are asked in their order, and what they answer is done. */
class FilterChainTest extends FilterRig {
    @Test
    void offersWhatItKnowsByteForByte() {
        byte[][] sent = new byte[1][];
        MilterLine line = new MilterLine() {
            @Override
            public void send(byte[] bytes) {
                sent[0] = bytes;
            }

            @Override
            public byte[] receive(int bytes, Duration patience) {
                throw new FilterTrouble("no answer");
            }

            @Override
            public boolean hasUnread() {
                return false;
            }

            @Override
            public void close() {}
        };
        assertThrows(FilterTrouble.class, () -> new MilterTalk(line, Duration.ZERO));
        assertEquals("0000000d4f00000006000001ff001ff7ff", HexFormat.of().formatHex(sent[0]));
    }

    @Test
    void tellsEachStepInItsOrder() {
        assertEquals(TRACE + MAIL, whole(send(chain(filter), MAIL)));
        assertEquals(List.of("C[192.0.2.7]|4||192.0.2.7|", "Hclient.example.org|", "M<a@example.org>|",
                "R<b@example.com>|", "T", "LFrom|a@example.org|", "LSubject| two\n words|", "N", "BHello\r\n", "E"),
                filter.steps().subList(1, filter.steps().size()));
        assertTrue(filter.told.contains("DR{rcpt_addr}|b@example.com|"), filter.told.toString());
        assertTrue(filter.told.contains("DEi|" + new QueueId(7) + "|"), filter.told.toString());
    }

    @Test
    void goesOnWithTheSameConnectionForTheNextMail() {
        FilterChain chain = chain(filter);
        send(chain, MAIL);
        chain.mail(CLIENT, Optional.empty());
        chain.reset();
        send(chain, MAIL);
        chain.quit();
        assertEquals(1, filter.opened);
        assertEquals(1, filter.steps().stream().filter(s -> s.startsWith("C")).count());
        assertEquals(1, filter.steps().stream().filter(s -> s.startsWith("H")).count());
        assertEquals(1, filter.steps().stream().filter(s -> s.equals("A")).count());
        assertEquals("Q", filter.told.getLast());
        assertTrue(filter.closed);
    }

    @Test
    void leavesOutWhatTheFilterDoesNotWant() {
        filter.steps = Offer.NO_CONNECT | Offer.NO_HELO | Offer.NO_MAIL | Offer.NO_RCPT | Offer.NO_DATA
                | Offer.SILENT_HEADER | Offer.NO_END_OF_HEADERS | Offer.NO_BODY | Offer.LEADING_SPACE;
        send(chain(filter), MAIL);
        assertEquals(List.of("LFrom| a@example.org|", "LSubject|  two\n words|", "E"),
                filter.steps().subList(1, filter.steps().size()));
    }

    @Test
    void anOldFilterHearsNothingOfData() {
        filter.version = 2;
        send(chain(filter), MAIL);
        assertTrue(!filter.steps().contains("T"), filter.steps().toString());
    }

    @Test
    void bodyComesInPiecesOfWhichNoMoreAreSentThanAreWanted() {
        String body = "x".repeat(70_000) + "\r\n";
        send(chain(filter), "A: b\r\n\r\n" + body);
        assertEquals(List.of(65_536, 70_002 - 65_535 + 1),
                filter.steps().stream().filter(s -> s.startsWith("B")).map(String::length).toList());
        FakeFilter content = new FakeFilter().answering('B', "s");
        content.steps = Offer.SKIP;
        send(chain(content), "A: b\r\n\r\n" + body);
        assertEquals(1, content.steps().stream().filter(s -> s.startsWith("B")).count());
        assertEquals("E", content.steps().getLast());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';',
            value = {"r;550;5.7.1;Refused by a filter",
                    "t;451;4.7.1;A filter asks you to try again later",
                    "f;451;4.7.1;A filter asks you to try again later",
                    "4;421;4.7.0;A filter asks you to come again later",
                    "y554 5.7.1 Spam of 100%%|;554;5.7.1;Spam of 100%",
                    "y450 no status|;450;4.7.1;no status", "y550-5.1.1 Two^550 5.1.1 lines|;550;5.1.1;Two lines",
                    "y550 4.7.1 contradiction|;550;5.7.1;contradiction",
                    "y550 5.7.1 \u00c3\u0085land|;550;5.7.1;\u00c5land"})
    void refusalsAreTold(String written, int code, String status, String text) {
        String answer = written.replace("^", "\r\n");
        Verdict wanted = refused(code, status, text);
        assertEquals(wanted, chain(new FakeFilter().answering('C', answer)).mail(CLIENT, Optional.of(SENDER)));
        assertEquals(wanted, chain(new FakeFilter().answering('M', answer)).mail(CLIENT, Optional.of(SENDER)));
        for (char step : "TLNBE".toCharArray())
            assertEquals(wanted, send(chain(new FakeFilter().answering(step, answer)), MAIL).verdict(), "at " + step);
        FilterChain chain = chain(filter.answering('R', answer));
        chain.mail(CLIENT, Optional.of(SENDER));
        assertEquals(wanted, chain.rcpt(TO));
        filter.answering('R', "c");
        assertEquals(new Verdict.Passed(), chain.rcpt(ALSO));
        assertEquals(new Verdict.Passed(), chain.text(mail(MAIL, ALSO)).verdict());
        assertEquals(List.of(), troubles);
    }

    @Test
    void whoeverIsRefusedAtOnceIsRefusedAllTheTime() {
        FilterChain chain = chain(filter.answering('H', "r"));
        for (int i = 0; i < 3; i++)
            assertInstanceOf(Verdict.Refused.class, chain.mail(CLIENT, Optional.of(SENDER)));
        assertEquals(1, filter.steps().stream().filter(s -> s.startsWith("H")).count());
    }

    @Test
    void whoIsAcceptedIsNotAskedAboutAnyMore() {
        FakeFilter second = new FakeFilter();
        Filtered filtered = send(chain(filter.answering('M', "a"), second), MAIL);
        assertEquals(new Verdict.Passed(), filtered.verdict());
        assertEquals("M<a@example.org>|", filter.steps().get(filter.steps().size() - 2));
        assertEquals("A", filter.steps().getLast());
        assertEquals("E", second.steps().getLast());
    }

    @ParameterizedTest
    @ValueSource(chars = {'C', 'H', 'M', 'R', 'T', 'L', 'N', 'B', 'E'})
    void whatIsToVanishIsTakenToItsEnd(char step) {
        FakeFilter second = new FakeFilter();
        Filtered filtered = send(chain(filter.answering(step, "d"), second), MAIL);
        assertEquals(new Verdict.Discarded("fake"), filtered.verdict());
        assertTrue(!second.steps().contains("E"), "a later filter is not asked about it");
    }

    @Test
    void changesAreMadeInTheirOrderAndTheNextFilterSeesThem() {
        FakeFilter second = new FakeFilter();
        filter.answering('E', "hX-Last|one\ntwo|", "i\0\0\0\0X-Top|top|", "i\0\0\0\2X-Below|below|",
                "m\0\0\0\1subject|new|", "m\0\0\0\1From||", "m\0\0\0\1X-None||", "m\0\0\0\4X-New|4th|", "bGood ",
                "bbye\r\n", "p", "+<c@example.com>|", "2<d@example.com>|NOTIFY=NEVER|", "-<B@example.com>|",
                "e<s@example.net>|", "qlooks odd|", "c");
        Filtered filtered = send(chain(filter, second), MAIL);
        assertEquals("X-Top: top\r\n" + TRACE + "X-Below: below\r\nSubject: new\r\nX-Last: one\r\n\ttwo\r\n"
                + "X-New: 4th\r\n\r\nGood bye\r\n", whole(filtered));
        assertEquals(new Filtered.Envelope(Optional.of(Address.parse("s@example.net")),
                List.of(ALSO, Address.parse("d@example.com"))), filtered.to());
        assertEquals(Optional.of("looks odd"), filtered.hold());
        assertEquals(List.of("LX-Top|top|", "LX-Below|below|", "LSubject|new|", "LX-Last|one\n\ttwo|", "LX-New|4th|",
                "N", "BGood bye\r\n", "E"), second.steps().subList(6, second.steps().size()));
    }

    @Test
    void changesOfAMessageThatIsRefusedAreNotMade() {
        Filtered filtered = send(chain(filter.answering('E', "hX|y|", "bnew", "r")), MAIL);
        assertInstanceOf(Verdict.Refused.class, filtered.verdict());
        assertEquals(TRACE + MAIL, whole(filtered));
        assertEquals(Optional.empty(), filtered.space());
    }

    @ParameterizedTest
    @CsvSource({"1,0,0", "7,0,0", "6,512,0", "6,0,2048", "6,0,268435456"})
    void wantsNoMoreThanWasOffered(int version, int actions, int steps) {
        filter.version = version;
        filter.actions = actions;
        filter.steps = steps;
        assertInstanceOf(Verdict.Refused.class, chain(filter).mail(CLIENT, Optional.empty()));
        assertEquals(1, troubles.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffffffff", "00000000", "7fffffff63", "0010000163", "0000000163", "0000000d50"})
    void garbageInsteadOfAGreetingIsTrouble(String hex) {
        filter.greeting = HexFormat.of().parseHex(hex);
        assertInstanceOf(Verdict.Refused.class, chain(filter).mail(CLIENT, Optional.empty()));
        assertEquals(1, troubles.size());
    }

    @ParameterizedTest
    @EnumSource(OnTrouble.class)
    void whatBecomesOfMailIsConfigured(OnTrouble action) {
        onTrouble = action;
        FakeFilter second = new FakeFilter();
        FilterChain chain = chain(filter.answering('R'), second);
        assertEquals(new Verdict.Passed(), chain.mail(CLIENT, Optional.of(SENDER)));
        Verdict wanted = switch (action) {
            case ACCEPT -> new Verdict.Passed();
            case TEMPFAIL -> refused(451, "4.7.1", "A filter is out of order; try again later");
            case REFUSE -> refused(550, "5.7.1", "A filter is out of order");
        };
        assertEquals(wanted, chain.rcpt(TO));
        assertEquals(List.of("no answer within 30 s"), troubles);
        assertEquals(wanted, chain.rcpt(ALSO), "for the rest of this message");
        assertEquals(wanted, chain.text(mail(MAIL, TO)).verdict());
        filter.answering('R', "c");
        assertEquals(new Verdict.Passed(), send(chain, MAIL).verdict(), "the next mail is shown to it again");
        assertEquals(2, filter.opened);
        filter.close();
        filter.unreachable = true;
        chain.reset();
        Verdict next = chain.mail(CLIENT, Optional.of(SENDER));
        assertEquals(wanted, next);
    }

    @Test
    void aClientWhoHasLoggedInIsToldAgainAndAnotherOneAnew() {
        FilterChain chain = chain(filter);
        send(chain, MAIL);
        chain.mail(new FilterClient("hub.example.com", CLIENT.address(), "client.example.org", "anna", true),
                Optional.of(SENDER));
        assertEquals(2, filter.steps().stream().filter(s -> s.startsWith("H")).count());
        assertEquals(1, filter.opened);
        assertTrue(filter.told.contains("DM{mail_addr}|a@example.org|{auth_type}|PLAIN|{auth_authen}|anna|"));
        chain.reset();
        chain.mail(new FilterClient("hub.example.com", InetAddress.ofLiteral("2001:db8::1"), "x", "", false),
                Optional.empty());
        assertEquals(2, filter.opened);
        assertTrue(filter.steps().contains("C[2001:db8:0:0:0:0:0:1]|6||2001:db8:0:0:0:0:0:1|"),
                filter.steps().toString());
    }

    @Test
    void headThatIsNoneStaysAsItIs() {
        for (String odd : Arrays.asList("no field\r\nbody\r\n", "\r\nbody\r\n", "A: b\r\n", "A: b\r\nno field\r\n",
                " folded\r\n", ""))
            assertEquals(TRACE + odd, whole(send(chain(new FakeFilter()), odd)));
        assertEquals(TRACE + "X: y\r\n\r\nno field\r\nbody\r\n",
                whole(send(chain(filter.answering('E', "hX|y|", "c")), "no field\r\nbody\r\n")));
    }
}
