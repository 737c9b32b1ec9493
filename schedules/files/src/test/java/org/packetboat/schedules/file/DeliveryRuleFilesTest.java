package org.packetboat.schedules.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.ClientAddress;
import org.packetboat.engine.intake.Entrance;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.route.rule.Decision;
import org.packetboat.engine.route.rule.DeliveryRule;
import org.packetboat.engine.route.rule.DeliveryRules;
import org.packetboat.engine.route.rule.Destination;
import org.packetboat.schedules.file.link.LinkKinds;
import org.packetboat.schedules.yaml.Problem;
import org.packetboat.schedules.yaml.Problems;

/** Delivery rules as schedule files have them. */
class DeliveryRuleFilesTest {
    private static final String RULES = """
            zone: UTC
            windows:
              night: { open: "21:00", close: "06:00" }
            routes:
              - { site: denver, domains: denver.example.com, journal: archive@example.com }
            rules:
              - { name: copy, recipients: [boss@example.com, "*.board.example.com"], journal: log@example.com, priority: 3 }
              - { name: partner, senders: partner.example, clients: [192.0.2.0/24, "2001:db8::/32"], action: accept }
              - name: large
                sites: denver
                larger-than: 2MB
                action: refuse
              - { name: at-night, sites: denver, during: night, action: accept }
              - { name: by-day, sites: denver, logins: bob, action: hold }
              - { name: rest, sites: denver, action: refuse, reply: "450 4.7.1 Come back at night" }
            """;
    private static final ScheduleDefaults DEFAULTS = new ScheduleDefaults(Duration.ofSeconds(10), 6,
            Duration.ofDays(5));
    private static final Instant NIGHT = Instant.parse("2026-11-20T22:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final byte[] CLIENT = {(byte) 192, 0, 2, 7};

    private static Reading.Good read(String... files) {
        Problems problems = new Problems();
        List<Source> sources = IntStream.range(0, files.length)
                .mapToObj(i -> new Source("s" + i + ".yaml", files[i].getBytes(StandardCharsets.UTF_8))).toList();
        Reading reading = new ScheduleReader(DEFAULTS, LinkKinds.ALL).read(sources, problems, NOON);
        return assertInstanceOf(Reading.Good.class, reading, reading::toString);
    }

    private static Decision decide(String from, String login, long size, Instant at, String to) {
        Schedules schedules = read(RULES).schedules();
        Entrance entrance = new Entrance("smtp:192.0.2.7", Optional.of(new Entrance.Client("smtp",
                Optional.of(login).filter(name -> !name.isEmpty()), ClientAddress.of(CLIENT))));
        AnnouncedMail mail = new AnnouncedMail(Optional.of(Address.parse(from)), entrance, size, at);
        return schedules.rules().decide(mail, new Destination(Address.parse(to), Address.parse(to),
                to.endsWith("denver.example.com") ? schedules.routes() : List.of()));
    }

    private static String decided(String from, String login, long size, Instant at) {
        Decision decision = decide(from, login, size, at, "ann@denver.example.com");
        return decision.decidedBy().map(DeliveryRule::name).orElse("none")
                + decision.refusal().map(reply -> ": " + reply).orElse("");
    }

    @Test
    void rulesDecideInTheirOrder() {
        assertEquals("partner", decided("x@partner.example", "", 9_000_000, NOON));
        assertEquals("large: 552 5.3.4 Message is larger than the rule large lets through",
                decided("x@other.example", "bob", 2L * 1024 * 1024 + 1, NIGHT));
        assertEquals("at-night", decided("x@other.example", "", 2L * 1024 * 1024, NIGHT));
        assertEquals("by-day", decided("x@other.example", "bob", 100, NOON));
        assertEquals("rest: 450 4.7.1 Come back at night", decided("x@other.example", "", 100, NOON));
    }

    @Test
    void copiesAndPrioritiesAreRead() {
        Decision boss = decide("x@other.example", "", 100, NOON, "boss@example.com");
        assertEquals(Map.of(Address.parse("log@example.com"), "copy"), boss.journals());
        assertEquals(3, boss.priority().orElseThrow().value());
        assertEquals(Map.of(Address.parse("archive@example.com"), "route denver"),
                decide("x@partner.example", "", 100, NOON, "ann@denver.example.com").journals());
    }

    @Test
    void ruleKnowsItsPlaceAndFilesFollowEachOther() {
        DeliveryRules rules = read(RULES, "rules: [{ name: last, senders: x.example, action: accept }]\n")
                .schedules().rules();
        assertEquals("s0.yaml:9:5", rules.rules().get(2).place());
        assertEquals("last", rules.rules().getLast().name());
        assertEquals("s1.yaml:1:9", rules.rules().getLast().place());
    }

    @Test
    void ruleThatNeverDecidesIsToldOf() {
        List<Problem> warnings = read(RULES, "rules: [{ name: late, sites: denver, logins: ann, action: accept }]\n")
                .warnings();
        assertEquals(
                List.of("s1.yaml:1:9: warning: rules[0]: found a rule that never has anything to decide; expected it "
                        + "before rest (s0.yaml:15:5), which fits all of its mail"),
                warnings.stream().map(Problem::toString).toList());
    }
}
