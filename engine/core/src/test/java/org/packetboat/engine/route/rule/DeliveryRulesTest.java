package org.packetboat.engine.route.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.hour;
import static org.packetboat.engine.sim.SimRoutes.once;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRules.accept;
import static org.packetboat.engine.sim.SimRules.clients;
import static org.packetboat.engine.sim.SimRules.during;
import static org.packetboat.engine.sim.SimRules.entrances;
import static org.packetboat.engine.sim.SimRules.from;
import static org.packetboat.engine.sim.SimRules.hold;
import static org.packetboat.engine.sim.SimRules.journal;
import static org.packetboat.engine.sim.SimRules.largerThan;
import static org.packetboat.engine.sim.SimRules.listeners;
import static org.packetboat.engine.sim.SimRules.logins;
import static org.packetboat.engine.sim.SimRules.priority;
import static org.packetboat.engine.sim.SimRules.refuse;
import static org.packetboat.engine.sim.SimRules.rules;
import static org.packetboat.engine.sim.SimRules.sending;
import static org.packetboat.engine.sim.SimRules.sites;
import static org.packetboat.engine.sim.SimRules.smtp;
import static org.packetboat.engine.sim.SimRules.to;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.packetboat.engine.intake.Entrance;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.time.Plausible;

/** Which rule decides, and which never does. */
class DeliveryRulesTest {
    private static final Entrance CLIENT = smtp("submission", "bob", "10.1.2.3");
    private static final AnnouncedMail MAIL = sending("bob@here.example", CLIENT, 5000);
    private static final Destination ANN = destination("ann@there.example");

    private static Destination destination(String address) {
        return new Destination(Address.parse(address), Address.parse(address),
                List.of(route("north", "there.example")));
    }

    private static String decider(DeliveryRule... rules) {
        return rules(rules).decide(MAIL, ANN).decidedBy().map(DeliveryRule::name).orElse("none");
    }

    private static boolean fits(DeliveryRule rule) {
        return decider(rule).equals(rule.name());
    }

    @Test
    void firstThatFitsDecides() {
        assertEquals("second", decider(from(refuse("first"), "else.example"), hold("second"), refuse("third")));
        assertEquals("none", decider());
        assertEquals("none", decider(from(refuse("first"), "else.example")));
    }

    @Test
    void ruleThatDecidesNothingAddsWhatItSays() {
        Decision decision = rules(priority("urgent", 5), journal("copy", "log@a.example"), priority("lazy", -5),
                accept("yes"), journal("behind", "late@a.example")).decide(MAIL, ANN);
        assertEquals(5, decision.priority().orElseThrow().value());
        assertEquals(Map.of(Address.parse("log@a.example"), "copy"), decision.journals());
        assertEquals("yes", decision.decidedBy().orElseThrow().name());
    }

    @ParameterizedTest
    @CsvSource({"bob@here.example, true", "BOB@here.example, true", "here.example, true", "@here.example, true",
            "*.example, true", "*, true", "*.here.example, false", "ann@here.example, false", "<>, false"})
    void senderIsAnAddressOrADomain(String pattern, boolean fits) {
        assertEquals(fits, fits(from(refuse("r"), pattern)));
    }

    @Test
    void mailWithoutASenderIsMeantByNameAlone() {
        AnnouncedMail notice = sending("", CLIENT);
        assertTrue(rules(from(refuse("r"), "<>")).decide(notice, ANN).refusal().isPresent());
        assertTrue(rules(from(refuse("r"), "*")).decide(notice, ANN).refusal().isEmpty());
        assertTrue(rules(refuse("r")).decide(notice, ANN).refusal().isPresent());
    }

    @Test
    void recipientIsWhoWasNamedOrWhomThatStandsFor() {
        Destination member = new Destination(Address.parse("all@here.example"), Address.parse("ann@there.example"),
                List.of());
        assertTrue(rules(to(refuse("r"), "all@here.example")).decide(MAIL, member).refusal().isPresent());
        assertTrue(rules(to(refuse("r"), "there.example")).decide(MAIL, member).refusal().isPresent());
        assertTrue(rules(to(refuse("r"), "else.example")).decide(MAIL, member).refusal().isEmpty());
    }

    /** Mailboxes are found by their names without quotes and without details. */
    @ParameterizedTest
    @CsvSource(delimiter = '|',
            quoteCharacter = '`',
            value = {"ann@there.example|ann+x@there.example|true",
                    "ann@there.example|ANN+x+y@there.example|true", "ann@there.example|\"ann\"@there.example|true",
                    "ann@there.example|\"a\\nn+x\"@there.example|true", "\"ann\"@there.example|ann@there.example|true",
                    "ann+x@there.example|ann@there.example|false", "ann+x@there.example|ann+y@there.example|false",
                    "ann@there.example|anna@there.example|false", "ann@there.example|\"+ann\"@there.example|false"})
    void recipientCantGetRoundARuleByAnotherSpelling(String pattern, String recipient, boolean fits) {
        assertEquals(fits, rules(to(refuse("r"), pattern)).decide(MAIL, destination(recipient)).refusal().isPresent());
    }

    @Test
    void nobodysOwnMailIsCopiedToHimHoweverItIsSpelt() {
        assertEquals(Map.of(), rules(journal("copy", "Ann@there.example")).decide(MAIL,
                destination("\"ann\"@there.example")).journals());
    }

    @Test
    void siteIsOneThatARouteOfTheMailLeadsTo() {
        assertTrue(fits(sites(refuse("r"), "south", "north")));
        assertFalse(fits(sites(refuse("r"), "south")));
    }

    @Test
    void everyConditionHasToFit() {
        DeliveryRule all = clients(logins(listeners(entrances(from(to(refuse("r"), "ann@there.example"),
                "here.example"), "smtp"), "submission"), "bob"), "10.0.0.0/8");
        assertTrue(fits(all));
        assertFalse(fits(listeners(all, "smtp")));
        assertFalse(fits(logins(all, "ann")));
        assertTrue(fits(logins(all, "*")));
        assertFalse(fits(clients(all, "10.2.0.0/16", "11.0.0.0/8")));
        assertTrue(fits(clients(all, "10.2.0.0/16", "10.1.2.3")));
        assertFalse(fits(entrances(all, "uucp")));
    }

    @Test
    void loginIsNoneIfNobodyHasLoggedIn() {
        AnnouncedMail stranger = sending("bob@here.example", smtp("smtp", "", "10.1.2.3"));
        assertTrue(rules(logins(refuse("r"), "*")).decide(stranger, ANN).refusal().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"uucp:denver, uucp, true", "uucp:denver, uucp:denver, true", "uucp:denver, uucp:den, false",
            "kafka:orders-eu-0@17, kafka:orders-eu, true", "kafka:orders-eu-0@17, kafka:orders, false",
            "submit, submit, true", "drop:root, smtp, false"})
    void entranceIsAKindOrOneOfItsKind(String origin, String entrance, boolean fits) {
        AnnouncedMail mail = sending("bob@here.example", Entrance.of(origin));
        assertEquals(fits, rules(entrances(refuse("r"), entrance)).decide(mail, ANN).refusal().isPresent());
        assertTrue(rules(clients(refuse("r"), "0.0.0.0/0")).decide(mail, ANN).refusal().isEmpty(), "it has no client");
    }

    @Test
    void sizeCountsOnceItIsKnown() {
        assertTrue(fits(largerThan(refuse("r"), 4999)));
        assertFalse(fits(largerThan(refuse("r"), 5000)));
        DeliveryRules large = rules(largerThan(accept("large"), 4000), refuse("small"));
        assertTrue(large.decide(MAIL, ANN).refusal().isEmpty());
        assertTrue(large.decide(sending("a@b.example", CLIENT), ANN).refusal().isEmpty(), "it may be large");
        assertTrue(large.decide(sending("a@b.example", CLIENT, 1), ANN).refusal().isPresent());
    }

    @Test
    void windowIsOpenOrTheRuleDoesNotFit() {
        assertTrue(fits(during(refuse("r"), once(Rig.START, hour(1)))));
        assertFalse(fits(during(refuse("r"), once(hour(1), hour(2)))));
        DeliveryRules today = rules(during(refuse("r"), once(Rig.START, hour(1))));
        Plausible later = new Plausible(hour(5), hour(9));
        assertTrue(today.believing(later).decide(MAIL, ANN).refusal().isEmpty(), "the clock can't be right");
    }

    @Test
    void journalOfARouteGetsACopyWhateverRulesSay() {
        DeliveryRules some = new DeliveryRules(List.of(accept("yes")),
                Map.of("north", Address.parse("log@a.example"), "south", Address.parse("other@a.example")));
        assertEquals(Map.of(Address.parse("log@a.example"), "route north"), some.decide(MAIL, ANN).journals());
        assertEquals(Map.of(), some.decide(MAIL, destination("log@a.example")).journals(), "it has it");
    }

    @Test
    void refusesBeforeRecipientsAreKnownOnlyIfNoneCouldBeTaken() {
        assertEquals("r", refuses(refuse("r")));
        assertEquals("none", refuses(to(accept("some"), "ann@there.example"), refuse("r")));
        assertEquals("none", refuses(to(refuse("r"), "ann@there.example")));
        assertEquals("r", refuses(journal("copy", "log@a.example"), largerThan(refuse("r"), 4000)));
        assertEquals("none", refuses(accept("yes"), refuse("r")));
    }

    private static String refuses(DeliveryRule... rules) {
        return rules(rules).refuses(MAIL).map(DeliveryRule::name).orElse("none");
    }

    @Test
    void aWiderRuleLeavesNothingForALaterOne() {
        assertTrue(refuse("a").covers(from(accept("b"), "x.example")));
        assertFalse(from(refuse("a"), "x.example").covers(accept("b")));
        assertTrue(from(refuse("a"), "*.example").covers(from(accept("b"), "bob@x.example", "y.example")));
        assertFalse(from(refuse("a"), "*.example").covers(from(accept("b"), "x.example", "x.org")));
        assertTrue(largerThan(refuse("a"), 10).covers(largerThan(accept("b"), 10)));
        assertFalse(largerThan(refuse("a"), 10).covers(largerThan(accept("b"), 9)));
        assertFalse(journal("a", "log@a.example").covers(accept("b")), "it decides nothing");
        assertTrue(clients(refuse("a"), "10.0.0.0/8").covers(clients(accept("b"), "10.1.0.0/16")));
        assertFalse(clients(refuse("a"), "10.1.0.0/16").covers(clients(accept("b"), "10.0.0.0/8")));
        assertTrue(entrances(refuse("a"), "uucp").covers(entrances(accept("b"), "uucp:denver")));
        assertTrue(logins(refuse("a"), "*").covers(logins(accept("b"), "bob")));
        assertFalse(during(refuse("a"), once(hour(1), hour(2))).covers(accept("b")));
    }

    @Test
    void rangeThatIsNoneIsRefused() {
        for (String wrong : List.of("10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/-1", "10.0.0.0/x"))
            assertThrows(IllegalArgumentException.class, () -> clients(refuse("r"), wrong), wrong);
        assertEquals(Optional.empty(), rules().refuses(MAIL));
    }
}
