package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.every;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.relay.RelayBook;
import org.packetboat.engine.queue.relay.StatusLine;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.site.SiteLoad;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.Family;

/** Large mail is offered, and goes when somebody of its site has asked for it. */
class OfferedMailTest extends OfferRig {
    @Test
    void anOfferGoesInItsPlaceAndTheMailOnceItIsAskedFor() {
        Rig rig = new Rig(offers());
        QueueId large = large(rig, "a@east.example");
        String offer = offers(rig).getFirst();
        for (String line : List.of("To: <a@east.example>\r\n",
                "Subject: Large mail waits for you: Drawings of the bridge",
                "Auto-Submitted: auto-generated", "From:     s@x.example", "Subject:  Drawings of the bridge",
                "Size:     10,001 bytes\r\n", "Id:       " + large, "by Fri, 20 Nov 2026 12:00:00 +0000"))
            assertTrue(offer.contains(line), offer);
        List<Envelope> sent = sent(rig);
        assertEquals(1, sent.size());
        assertTrue(sent.getFirst().message().isNotice());
        assertEquals("taken", refusal(ask(rig, "a@east.example", ask(offer), "Subject: Re: drawings")));
        assertEquals(List.of(large), ids(sent(rig)));
        assertEquals(List.of("offered", "requested"),
                rig.events(StatusEvent.Handled.class).stream().map(StatusEvent.Handled::what).toList());
        assertEquals(List.of(), List.copyOf(rig.queue.offers().all()));
    }

    @Test
    void whatIsNoLargerGoesByItself() {
        Rig rig = new Rig(offers());
        QueueId small = rig.send("s@x.example", MOST, "a@east.example");
        assertEquals(List.of(small), ids(sent(rig)));
    }

    /** Nobody is told of the others. */
    @Test
    void aSiteIsOfferedAMailOnceAndSoIsEachRecipient() {
        Rig rig = new Rig(offers());
        QueueId large = large(rig, "a@east.example", "b@east.example", "c@south.example");
        List<String> offers = offers(rig);
        assertEquals(1, offers.size());
        assertTrue(offers.getFirst().contains("To: undisclosed-recipients:;\r\n"), offers.getFirst());
        List<String> told = sent(rig).stream().flatMap(e -> e.recipients().stream()).map(r -> r.address().toString())
                .sorted().toList();
        assertEquals(List.of("a@east.example", "b@east.example", "c@south.example"), told);
        ask(rig, "c@south.example", ask(offers.getFirst()), "");
        assertEquals(List.of(large, large), ids(sent(rig)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKillRepeatsNoOfferAndForgetsNoRequest(boolean asked) {
        Rig rig = new Rig(offers());
        QueueId large = large(rig, "a@east.example");
        String offer = offers(rig).getFirst();
        rig.crash();
        assertEquals(List.of(offer), offers(rig));
        assertEquals(1, sent(rig).size());
        if (asked) ask(rig, "a@east.example", ask(offer), "");
        rig.crash();
        assertEquals(asked ? List.of(large) : List.of(), ids(sent(rig)));
        assertEquals(1, rig.events(StatusEvent.Handled.class).stream().filter(h -> h.what().equals("offered")).count());
    }

    /** The disk takes neither the offer nor the note of it: later it takes both. */
    @Test
    void anOfferThatTheDiskDidNotTakeIsMadeLater() {
        Rig rig = new Rig(offers());
        rig.accept(notBefore(rig, Duration.ofHours(2)), drawings());
        rig.pass(Duration.ofHours(2).minusSeconds(1));
        rig.store.failNext(3);
        rig.pass(Duration.ofSeconds(1));
        assertEquals(List.of(), List.copyOf(rig.queue.offers().all()));
        assertEquals(List.of(), offers(rig));
        rig.pass(Duration.ofMinutes(2));
        assertEquals(1, offers(rig).size());
    }

    /** Its time comes while the queue is looked through for other mail. */
    @Test
    void whatIsFoundTwiceIsOfferedOnce() {
        Rig rig = new Rig(offers());
        QueueId waits = rig.accept(notBefore(rig, Duration.ofHours(2)), drawings());
        rig.pass(Duration.ofHours(2).minusSeconds(1));
        rig.passUnseen(Duration.ofSeconds(1));
        rig.accept(Rig.submission("s@x.example", "a@east.example")
                .with(SubmissionOptions.NONE.withPriority(new Priority(5))), drawings());
        assertEquals(1, rig.events(StatusEvent.Handled.class).stream().filter(h -> h.id().message().equals(waits))
                .count());
    }

    @Test
    void whoAsksTwiceGetsItOnce() {
        Rig rig = new Rig(offers());
        QueueId large = large(rig, "a@east.example");
        String address = ask(offers(rig).getFirst());
        sent(rig);
        assertEquals("taken", refusal(ask(rig, "a@east.example", address, "")));
        assertEquals("taken", refusal(ask(rig, "b@east.example", address.toUpperCase(Locale.ROOT), "")));
        assertEquals(List.of(large), ids(sent(rig)));
        String gone = refusal(ask(rig, "a@east.example", address, ""));
        assertTrue(gone.startsWith("550 5.1.1 The mail that was offered does not wait here any more"), gone);
        assertEquals(gone, rig.node.intake().refusal(Address.parse(address)).orElseThrow().toString());
        assertEquals(List.of(), ids(sent(rig)));
    }

    @Test
    void onlyPeopleOfTheSiteWhoHaveSeenTheOfferGetIt() {
        Rig rig = new Rig(offers());
        large(rig, "a@east.example");
        String address = ask(offers(rig).getFirst());
        sent(rig);
        String wrong = address.replaceFirst("-.@", "-0@").replaceFirst("(offer-[^-]+-).", "$1z");
        List<String> said = List.of(refusal(ask(rig, "thief@x.example", address, "")),
                refusal(ask(rig, "a@east.example", wrong, "")),
                refusal(ask(rig, "", address, "")),
                refusal(ask(rig, "a@east.example", address, "Auto-Submitted: auto-replied (vacation)\r\n")),
                refusal(rig.submit(Rig.submission("a@east.example", address, "b@east.example"), new byte[10])
                        .orElseThrow()));
        assertEquals(List.of(
                "554 5.7.1 This mail was offered to site east, and mail for thief@x.example does not go there",
                "550 5.1.1 The mail that was offered does not wait here any more: it has been sent, or came back to "
                        + "its sender",
                "554 5.7.1 A mail that was offered is sent to people who ask for it, not to programs that answer by "
                        + "themselves",
                "554 5.7.1 A mail that was offered is sent to people who ask for it, not to programs that answer by "
                        + "themselves",
                "554 5.7.1 Whoever asks for a mail that was offered writes to the address of the offer alone"), said);
        assertEquals(List.of(), ids(sent(rig)));
        assertEquals("taken", refusal(ask(rig, "a@east.example", address, "Auto-Submitted: no\r\n")));
    }

    @Test
    void whatNobodyAsksForComesBackInTimeAndSaysWhy() {
        Rig rig = new Rig(offers());
        large(rig, "a@east.example");
        String address = ask(offers(rig).getFirst());
        sent(rig);
        rig.pass(Duration.ofHours(12));
        StatusEvent.NoticeSent told = rig.events(StatusEvent.NoticeSent.class).getFirst();
        String notice = rig.text(rig.waiting(told.notice()).getFirst().message());
        assertTrue(notice.contains("it is large, and was offered to its recipients, but nobody has asked for it"),
                notice);
        assertTrue(refusal(ask(rig, "a@east.example", address, "")).contains("does not wait here any more"));
        assertEquals(0, rig.depth("east.example"));
    }

    /** The offer never got there: it does not outlive its mail. */
    @Test
    void anOfferThatIsRefusedChangesNothingForItsMail() {
        Rig rig = new Rig(offers());
        large(rig, "a@east.example");
        rig.pass(Duration.ofSeconds(1));
        Envelope offer = rig.line.last().take();
        rig.line.last().settle(offer, new Outcome.Refused(new Reply(550, "5.1.1", "no such user")));
        rig.line.last().end(new Ending.Finished());
        rig.pass(Duration.ofHours(1));
        assertEquals(1, rig.depth("east.example"));
        assertEquals(List.of(), rig.events(StatusEvent.NoticeSent.class));
        rig.pass(Duration.ofHours(11));
        assertEquals(1, rig.events(StatusEvent.NoticeSent.class).size());
    }

    @Test
    void aChangedLimitHoldsForWhatWaits() {
        Rig rig = new Rig(offers());
        QueueId large = large(rig, "a@east.example");
        sent(rig);
        rig.replace(policy(offering(east(), LARGE), route("back", "x.example")));
        assertEquals(List.of(large), ids(sent(rig)));
        Rig other = new Rig(policy(with(east(), every(Duration.ofHours(4), Duration.ofHours(1), Duration.ofHours(1)))));
        QueueId small = other.send("s@x.example", MOST, "a@east.example");
        assertEquals(List.of(), offers(other));
        other.replace(policy(offering(east(), MOST - 1)));
        assertEquals(1, offers(other).size());
        assertEquals(Optional.of(small), other.queue.offers().all().stream().map(o -> o.id().message()).findFirst());
    }

    /** The site is given up, and another route takes its domains over, which offers, too: nobody is told twice. */
    @Test
    void anOfferHoldsWhateverRouteServesItsDomain() {
        Rig rig = new Rig(offers());
        QueueId large = large(rig, "a@east.example");
        String address = ask(offers(rig).getFirst());
        sent(rig);
        rig.replace(policy(offering(route("west", "east.example"), MOST), route("back", "x.example")));
        assertEquals(List.of(), ids(sent(rig)));
        assertEquals("554", refusal(ask(rig, "thief@x.example", address, "")).substring(0, 3));
        assertEquals("taken", refusal(ask(rig, "a@east.example", address, "")));
        assertEquals(List.of(large), ids(sent(rig)));
    }

    /** What servers tell each other of mail is not for people. */
    @Test
    void aLongReportGoesByItself() {
        Rig rig = new Rig(policy(offering(route("all", "*"), 100)));
        QueueId report = rig.accept(Submission.plain(Optional.of(Address.parse("packetboat-status@hub.example")),
                List.of(Recipient.of("packetboat-status@east.example").silent()), Message.REPORT), drawings());
        assertEquals(List.of(report), ids(sent(rig)));
        assertEquals(List.of(), List.copyOf(rig.queue.offers().all()));
    }

    @Test
    void noticesAndOffersAreNotOffered() {
        Rig rig = new Rig(policy(offering(route("all", "*"), 100)));
        QueueId notice = rig.accept(Rig.submission("", "a@east.example"), drawings());
        assertEquals(List.of(notice), ids(sent(rig)));
        large(rig, "a@east.example");
        assertEquals(1, sent(rig).size());
        rig.pass(Duration.ofHours(1));
        assertEquals(1, rig.queue.offers().all().size());
    }

    @Test
    void whatMayNotBeSentYetIsNotOfferedYet() {
        Rig rig = new Rig(offers());
        rig.accept(notBefore(rig, Duration.ofHours(2)), drawings());
        rig.pass(Duration.ofHours(2).minusSeconds(1));
        assertEquals(List.of(), offers(rig));
        rig.pass(Duration.ofSeconds(1));
        assertEquals(1, offers(rig).size());
    }

    @Test
    void anOperatorAsksForThemByTheQueueId() {
        Rig rig = new Rig(offers());
        QueueId large = large(rig, "a@east.example", "c@south.example");
        sent(rig);
        assertEquals(large + " goes as soon as its route carries mail",
                rig.say(answer -> rig.node.operator().request(large, answer)));
        assertEquals(List.of(large, large), ids(sent(rig)));
        assertEquals("nothing waits to be asked for under the queue id " + large,
                rig.say(answer -> rig.node.operator().request(large, answer)));
    }

    /** The request comes to the disk behind the end of its mail, or just before it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsLeftOfARequestForMailThatGoesMeanwhile(boolean requestFirst) {
        Rig rig = new Rig(offers());
        QueueId large = large(rig, "a@east.example");
        String address = ask(offers(rig).getFirst());
        sent(rig);
        rig.store.defer();
        if (requestFirst) ask(rig, address);
        rig.node.operator().delete(new Target.OfMessage(large), _ -> {});
        rig.settle();
        if (!requestFirst) ask(rig, address);
        rig.store.sync();
        rig.settle();
        rig.store.sync();
        assertEquals(List.of(), List.copyOf(rig.queue.offers().all()));
        assertTrue(rig.store.keys(Family.META).stream().map(key -> new String(key, StandardCharsets.ISO_8859_1))
                .noneMatch(key -> key.startsWith("offer")));
    }

    /** A Packetboat that hands a request on hears that it arrived. */
    @Test
    void theServerThatBroughtARequestIsToldThatItArrived() {
        Rig rig = new Rig(offers());
        large(rig, "a@east.example");
        String address = ask(offers(rig).getFirst());
        sent(rig);
        rig.submit(Rig.submission("a@east.example", address)
                .named(Optional.of("00002F.0.1795273021123@south.example")), new byte[100]);
        rig.pass(Duration.ofSeconds(1));
        List<StatusLine> told = rig.queue.relays().reports("south.example", 10).stream().map(RelayBook.Numbered::line)
                .toList();
        assertEquals(List.of(StatusLine.Kind.DELIVERED), told.stream().map(StatusLine::kind).toList());
        assertEquals(address, told.getFirst().recipient().toString());
    }

    private static void ask(Rig rig, String address) {
        rig.submit(Rig.submission("a@east.example", address), "Please.\r\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void peopleAreToldWhatItWaitsForAndNobodyPlansIt() {
        Rig rig = new Rig(offers());
        QueueId large = large(rig, "a@east.example");
        sent(rig);
        assertEquals(large
                + ".0 for a@east.example waits until somebody asks for it: it has 10001 bytes, and mail above "
                + "10000 bytes is only offered to route east (window always). It goes after \"packetboat request "
                + large
                + "\", or comes back to its sender at 2026-11-20 12:00:00.",
                rig.why(large));
        assertEquals(List.of(), rig.loads());
        rig.node.operator().request(large, _ -> {});
        assertEquals(List.of(10_001L), rig.loads().stream().map(SiteLoad::bytes).toList());
    }

    @Test
    void noSiteIsMissedForWhatNobodyAskedFor() {
        Rig rig = new Rig(policy(with(east(), every(Duration.ofHours(4), Duration.ofHours(1), Duration.ofHours(1)))));
        large(rig, "a@east.example");
        rig.pass(Duration.ofHours(1));
        sent(rig);
        rig.pass(Duration.ofHours(2));
        assertEquals(List.of(), rig.events(StatusEvent.WindowMissed.class));
    }

    @Test
    void aBigSendIsOfferedToAThousandSitesAtOnce() {
        Route[] sites = IntStream.range(0, 1000)
                .mapToObj(i -> offering(route("site" + i, "d" + i + ".example"), MOST)).toArray(Route[]::new);
        Rig rig = new Rig(policy(sites));
        List<Recipient> all = IntStream.range(0, 1000).mapToObj(i -> Recipient.of("a@d" + i + ".example")).toList();
        QueueId large = rig.accept(Submission.plain(Optional.of(Address.parse("s@x.example")), all, "test"),
                drawings());
        rig.pass(Duration.ofSeconds(5));
        assertEquals(1000, rig.queue.offers().of(large).size());
        assertEquals(1000, rig.queue.offers().all().stream().map(o -> o.secret()).distinct().count());
        assertEquals(1000, rig.events(StatusEvent.Handled.class).size());
        assertEquals(1000, offers(rig).size());
    }
}
