package org.packetboat.engine.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.choice.RouteState;

class RouterTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final DomainPattern NY = new DomainPattern.Exactly(new Domain("ny.example.com"));
    private static final Endpoint HUB = new Endpoint("10.0.0.2", 1652);

    private final Router router = new Router("branch", 25, 11);
    private long sequence;

    @BeforeEach
    void started() {
        router.step(NOON);
    }

    private static Entry open(int hops, Instant until, String... path) {
        return new Entry(NY, hops, until, List.of(path), 1);
    }

    private Datagram.Advertisement from(String server, long boot, Optional<SequenceNumber> answers, Entry... entries) {
        return new Datagram.Advertisement(server, new SequenceNumber(boot, ++sequence), 2525, answers,
                List.of(entries));
    }

    /** The other server says this, and answers when it is asked whether it is there. */
    private void hears(String server, Endpoint endpoint, Instant now, Entry... entries) {
        router.hear(from(server, 22, Optional.empty(), entries), endpoint, now);
        Optional<SequenceNumber> question = router.step(now).stream().filter(l -> l.to().equals(Optional.of(endpoint)))
                .map(l -> l.datagram().number()).findFirst();
        if (question.isPresent()) router.hear(from(server, 22, question, entries), endpoint, now);
        router.step(now);
    }

    private List<Learned> table(Instant now) {
        return router.table(now).orElse(List.of());
    }

    @Test
    void firstItAsksEverybodyWhatTheyReach() {
        List<Outgoing> first = new Router("other", 25, 12).step(NOON);
        assertTrue(first.getFirst()
                .datagram() instanceof Datagram.Question(String _, SequenceNumber _, List<Domain> domains)
                && domains.isEmpty());
    }

    @Test
    void recordingOfAnEarlierTimeIsNotBelieved() {
        Datagram.Advertisement recorded = from("hub", 22, Optional.of(new SequenceNumber(10, 1)),
                open(2, Instant.MAX, "hub"));
        router.hear(recorded, HUB, NOON);
        router.step(NOON);
        assertEquals(List.of(), table(NOON));
    }

    @Test
    void datagramPlayedBackIsDropped() {
        hears("hub", HUB, NOON, open(2, Instant.MAX, "hub"));
        Datagram.Advertisement good = from("hub", 22, Optional.empty(), open(2, Instant.MAX, "hub"));
        router.hear(good, HUB, NOON);
        router.hear(from("hub", 22, Optional.empty(), Entry.none(NY, "hub")), HUB, NOON);
        router.hear(good, HUB, NOON);
        router.step(NOON);
        assertEquals(List.of(), table(NOON));
    }

    @Test
    void serverStartedAnewIsAskedAgainAndKnownAnew() {
        hears("hub", HUB, NOON, open(2, Instant.MAX, "hub"));
        router.hear(from("hub", 33, Optional.empty()), HUB, NOON);
        Outgoing asked = router.step(NOON).getFirst();
        router.hear(from("hub", 33, Optional.of(asked.datagram().number())), HUB, NOON);
        router.step(NOON);
        assertEquals(List.of(), table(NOON), "what it said before its start counts no more");
    }

    @Test
    void lowestHopCountComesFirstThenMostWindowLeft() {
        hears("a", HUB, NOON, open(3, Instant.MAX, "a"));
        hears("b", new Endpoint("10.0.0.3", 1652), NOON, open(2, NOON.plusSeconds(60), "b"));
        hears("c", new Endpoint("10.0.0.4", 1652), NOON, open(2, NOON.plusSeconds(90), "c"));
        assertEquals(List.of("c", "b", "a"), table(NOON).stream().map(Learned::server).toList());
        assertEquals(new Endpoint("10.0.0.4", 2525), wayAgain("c").mail());
    }

    private Learned wayAgain(String server) {
        hears(server, new Endpoint("10.0.0.4", 1652), NOON, open(2, NOON.plusSeconds(91), server));
        return table(NOON).getFirst();
    }

    @Test
    void wayThroughThisServerIsNone() {
        hears("hub", HUB, NOON, open(2, Instant.MAX, "hub", "branch", "far"));
        assertEquals(List.of(), table(NOON));
    }

    @Test
    void closedRouteDoesNotLiveOnInWhatOthersRepeat() {
        hears("b", new Endpoint("10.0.0.3", 1652), NOON, open(3, Instant.MAX, "b", "a"));
        hears("a", HUB, NOON, new Entry(NY, RouteState.UNAVAILABLE_HOPS, Instant.MAX, List.of("a"), 2));
        assertTrue(table(NOON).stream().noneMatch(l -> l.entry().isUsable()));
    }

    @Test
    void silentServerIsAskedAndThenForgotten() {
        hears("hub", HUB, NOON, open(2, Instant.MAX, "hub"));
        assertFalse(table(NOON).isEmpty());
        Instant late = NOON.plus(RouterTimers.LATE);
        assertTrue(router.step(late).stream().anyMatch(l -> l.to().equals(Optional.of(HUB))));
        router.step(NOON.plus(RouterTimers.GONE));
        assertEquals(Optional.of(List.of()), router.table(NOON.plus(RouterTimers.GONE)));
    }

    @Test
    void whatIsNotRepeatedIsForgotten() {
        hears("hub", HUB, NOON, open(2, Instant.MAX, "hub"));
        table(NOON);
        for (int i = 1; i <= 5; i++)
            hears("hub", HUB, NOON.plus(RouterTimers.ROUND.multipliedBy(i)));
        assertEquals(Optional.of(List.of()), router.table(NOON.plus(Duration.ofMinutes(5))));
    }

    @Test
    void tableWaitsForAnswersToAQuestion() {
        hears("a", HUB, NOON, new Entry(new DomainPattern.Exactly(new Domain("x.example")), 2, Instant.MAX,
                List.of("a"), 1));
        hears("b", new Endpoint("10.0.0.3", 1652), NOON);
        table(NOON);
        SequenceNumber question = router.ask(new Domain("ny.example.com"), NOON).getFirst().datagram().number();
        router.hear(from("a", 22, Optional.of(question), open(4, Instant.MAX, "a")), HUB, NOON);
        router.step(NOON);
        assertEquals(Optional.empty(), router.table(NOON), "b has not answered");
        router.hear(from("b", 22, Optional.of(question), open(2, Instant.MAX, "b")), new Endpoint("10.0.0.3", 1652),
                NOON);
        router.step(NOON);
        assertEquals("b", table(NOON).getFirst().server());
    }

    @Test
    void answersThatDoNotComeAreWaitedForNoLongerThanTwoSeconds() {
        hears("a", HUB, NOON);
        hears("b", new Endpoint("10.0.0.3", 1652), NOON);
        SequenceNumber question = router.ask(new Domain("ny.example.com"), NOON).getFirst().datagram().number();
        router.hear(from("a", 22, Optional.of(question), open(4, Instant.MAX, "a")), HUB, NOON);
        router.step(NOON);
        assertEquals(NOON.plus(RouterTimers.ANSWERS), Stream.of(router.wake(), NOON.plus(RouterTimers.ANSWERS))
                .max(Instant::compareTo).orElseThrow());
        router.step(NOON.plus(RouterTimers.ANSWERS));
        assertEquals("a", table(NOON.plus(RouterTimers.ANSWERS)).getFirst().server());
    }

    @Test
    void questionAboutADomainIsAnsweredEvenWithNo() {
        List<Outgoing> answer = router.hear(new Datagram.Question("hub", new SequenceNumber(5, 1),
                List.of(new Domain("ny.example.com"))), HUB, NOON);
        Datagram.Advertisement said = (Datagram.Advertisement) answer.getFirst().datagram();
        assertEquals(Optional.of(new SequenceNumber(5, 1)), said.answers());
        assertEquals(RouteState.UNAVAILABLE_HOPS, said.entries().getFirst().hops());
    }

    @Test
    void changeIsToldAtOnceAndThreeTimes() {
        router.own(List.of(new LocalEntry(NY, 2, Instant.MAX)), NOON.plusSeconds(10));
        long told = Stream.of(10, 11, 12, 13, 14).flatMap(s -> router.step(NOON.plusSeconds(s)).stream())
                .filter(l -> l.datagram() instanceof Datagram.Advertisement ad && !ad.entries().isEmpty()).count();
        assertEquals(3, told);
    }

    @Test
    void everythingIsToldOnceAMinute() {
        router.own(List.of(new LocalEntry(NY, 2, Instant.MAX)), NOON);
        for (int i = 1; i < 5; i++)
            router.step(NOON.plusSeconds(i));
        assertEquals(List.of(), router.step(NOON.plusSeconds(59)));
        assertEquals(1, router.step(NOON.plusSeconds(60)).size());
    }

    @Test
    void farewellSaysThatNothingIsReachedAnyMore() {
        router.own(List.of(new LocalEntry(NY, 2, Instant.MAX)), NOON);
        router.step(NOON);
        Datagram.Advertisement last = (Datagram.Advertisement) router.farewell(NOON).getFirst().datagram();
        assertTrue(last.entries().stream().noneMatch(Entry::isUsable));
    }

    @Test
    void clockThatGoesBackSilencesNobody() {
        hears("hub", HUB, NOON, open(2, Instant.MAX, "hub"));
        Instant before = NOON.minus(Duration.ofDays(1));
        router.step(before);
        assertFalse(router.wake().isAfter(before.plus(RouterTimers.ROUND)));
        assertEquals(1, table(before).size());
    }

    @Test
    void hopCountAboveFourteenIsNotPassedOn() {
        hears("hub", HUB, NOON, open(14, Instant.MAX, "hub"));
        assertEquals(Optional.empty(), router.said(NY));
        assertEquals(1, table(NOON).size(), "but can be used");
    }

    private void says(long boot, Endpoint endpoint, Instant now) {
        router.hear(from("hub", boot, Optional.empty()), endpoint, now);
        router.step(now).stream().filter(l -> l.to().equals(Optional.of(endpoint))).map(l -> l.datagram().number())
                .forEach(question -> router.hear(from("hub", boot, Optional.of(question)), endpoint, now));
    }

    @Test
    void twoServersOfOneNameAreToldOnceAnHour() {
        Endpoint other = new Endpoint("10.0.0.3", 1652);
        says(22, HUB, NOON);
        says(33, other, NOON.plusSeconds(10));
        assertEquals(List.of(), router.takeNamesakes(), "it may have been started anew elsewhere");
        says(22, HUB, NOON.plusSeconds(60));
        assertEquals(List.of(new Namesake("hub", HUB, Optional.of(other))), router.takeNamesakes());
        says(33, other, NOON.plusSeconds(70));
        assertEquals(List.of(), router.takeNamesakes());
    }

    @Test
    void serverThatWasStartedAnewHasNoNamesake() {
        says(22, HUB, NOON);
        says(33, HUB, NOON.plusSeconds(10));
        says(44, HUB, NOON.plusSeconds(20));
        assertEquals(List.of(), router.takeNamesakes());
    }

    @Test
    void ourNameFromAnotherStartThanOursIsToldButNotOurOwnEcho() {
        router.hear(from("branch", 11, Optional.empty()), HUB, NOON);
        assertEquals(List.of(), router.takeNamesakes());
        router.hear(from("branch", 12, Optional.empty()), HUB, NOON);
        assertEquals(List.of(new Namesake("branch", HUB, Optional.empty())), router.takeNamesakes());
    }
}
