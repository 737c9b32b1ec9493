package org.packetboat.app.compose.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.jmx.server.Submissions;
import org.packetboat.connectors.seal.ServerKeys;
import org.packetboat.connectors.seal.ServerSeal;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.SimRoutes;

/** What the hub believes of the answers of branches, and what it says of them. */
class ConfigurationPushTest {
    private static final Instant NOW = Instant.parse("2026-11-30T03:00:00Z");
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final Route WEEKLY = SimRoutes.with(SimRoutes.route("denver", "denver.example"),
            SimRoutes.every(Duration.ofDays(7), Duration.ofDays(2), Duration.ofHours(1)));

    /** A queue that nothing is to be put into. */
    private static final Intake CLOSED = new Intake() {
        @Override
        public Optional<Reply> refusal(Address recipient) {
            throw new AssertionError("nothing is sent");
        }

        @Override
        public Incoming begin(Instant now) {
            throw new AssertionError("nothing is sent");
        }

        @Override
        public long largestMessage() {
            return 1_000_000;
        }
    };

    @TempDir
    Path folder;
    private final ServerKeys hub = ServerKeys.make();
    private final ServerKeys denver = ServerKeys.make();
    private final List<String> troubles = new ArrayList<>();
    private PushBook book;
    private ConfigurationPush push;
    private long number;
    private Instant now = NOW;

    @BeforeEach
    void pushed() throws IOException {
        Files.writeString(folder.resolve("denver.key"), denver.open().word() + "\n");
        book = new PushBook(folder.resolve("data"));
        number = book.next("denver", NOW).number();
        push = new ConfigurationPush(folder, hub, book, () -> SimRoutes.policy(WEEKLY), () -> now, A_DAY,
                new PushPost(new Submissions(CLOSED, "hub.example", () -> NOW), "hub.example", Optional.empty()),
                troubles::add);
    }

    private Outcome take(ServerKeys from, String of, PushAnswer answer) {
        return push.take(new PushMail(PushMail.ANSWER, of,
                ServerSeal.seal(from, hub.open(), PushMail.ANSWER, answer.bytes())));
    }

    private PushAnswer answer(PushAnswer.Outcome what, String... reasons) {
        return new PushAnswer(number, "denver", what, List.of(reasons));
    }

    @Test
    void theBranchsOwnKeyIsBelieved() {
        assertEquals(FleetMailbox.TAKEN, take(denver, "denver", answer(PushAnswer.Outcome.IN_FORCE)));
        assertEquals(number + " in force", push.shortly("denver"));
        assertEquals(Optional.empty(), push.problem("denver"));
        assertEquals(List.of(), troubles);
    }

    /** Another branch's key, another branch's word, one that nobody knows, and rubbish. */
    @Test
    void nobodyAnswersForABranch() throws IOException {
        ServerKeys boston = ServerKeys.make();
        Files.writeString(folder.resolve("boston.key"), boston.open().word() + "\n");
        PushAnswer good = answer(PushAnswer.Outcome.IN_FORCE);
        assertEquals(FleetMailbox.NOT_SEALED, take(boston, "denver", good));
        assertEquals(FleetMailbox.NOT_SEALED, take(boston, "boston", good));
        assertEquals(FleetMailbox.NOT_SEALED, take(denver, "nowhere", good));
        assertEquals(FleetMailbox.NOT_SEALED, take(denver, "../denver", good));
        assertEquals(FleetMailbox.NOT_SEALED,
                push.take(new PushMail(PushMail.ANSWER, "denver", new byte[]{1, 2, 3})));
        assertEquals(number + " sent", push.shortly("denver"));
    }

    @Test
    void aRefusalIsAProblemAndSaysWhy() {
        take(denver, "denver", answer(PushAnswer.Outcome.REFUSED, "routes.yaml:3:5: found \"25:00\"", "and more"));
        String problem = "site denver has refused configuration " + number + ": routes.yaml:3:5: found \"25:00\"";
        assertEquals(Optional.of(problem), push.problem("denver"));
        assertEquals(List.of(problem), troubles);
        assertEquals(List.of("configuration " + number + " for denver, sent " + NOW + ": refused, " + NOW,
                "routes.yaml:3:5: found \"25:00\"", "and more"), push.tell("denver"));
    }

    /** An older branch has no such mailbox, and can't say so. */
    @Test
    void silenceIsToldWithWhatItCanMean() {
        List<String> told = push.tell("denver");
        assertEquals("configuration " + number + " for denver, sent " + NOW + ": no answer yet", told.getFirst());
        assertTrue(told.getLast().contains("of a version that can't be configured by mail"), told.getLast());
        assertEquals(Optional.empty(), push.problem("denver"));
    }

    /** The others are told of all the same, and so are other problems of the server. */
    @Test
    void aDamagedEntryIsAProblemOfItsSiteAlone() throws IOException {
        Files.writeString(folder.resolve("boston.key"), ServerKeys.make().open().word() + "\n");
        Path pushes = Files.createDirectories(folder.resolve("data/pushed"));
        Files.writeString(pushes.resolve("boston"), "{ half");
        now = WEEKLY.window().from(NOW).orElseThrow().close().plus(A_DAY);
        List<String> problems = push.problems();
        assertEquals(2, problems.size(), problems::toString);
        assertTrue(problems.getFirst().contains("pushed/boston can't be read; put it back from a copy, or remove it"),
                problems::toString);
        assertEquals("", push.shortly("boston"));
        push.look();
        assertEquals(problems.subList(1, 2), troubles);
    }

    /** A branch of a version without such a mailbox never answers, and is not among those that tell how they are. */
    @Test
    void whoHasNotAnsweredADayAfterItsNextWindowIsAProblem() throws IOException {
        now = WEEKLY.window().from(NOW).orElseThrow().close().plus(A_DAY).minusSeconds(1);
        push.look();
        assertEquals(List.of(), push.problems());
        now = now.plusSeconds(1);
        String late = "site denver has not answered configuration " + number + ", sent " + NOW + ": ";
        assertTrue(push.problems().getFirst().startsWith(late), push.problems()::toString);
        push.look();
        push.look();
        assertEquals(push.problems(), troubles, "told once");
        take(denver, "denver", answer(PushAnswer.Outcome.IN_FORCE));
        assertEquals(List.of(), push.problems());
    }

    /** Its key is taken away when a branch is given up. */
    @Test
    void whoseKeyIsGoneIsNoProblem() throws IOException {
        take(denver, "denver", answer(PushAnswer.Outcome.REFUSED, "bad"));
        assertEquals(1, push.problems().size());
        Files.delete(folder.resolve("denver.key"));
        assertEquals(List.of(), push.problems());
    }

    @Test
    void whatIsNoSiteIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> push.push("../etc"));
        assertThrows(IllegalArgumentException.class, () -> push.tell("boston"));
        assertEquals("", push.shortly("boston"));
    }
}
