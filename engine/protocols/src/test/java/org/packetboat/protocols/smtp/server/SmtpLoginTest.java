package org.packetboat.protocols.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.packetboat.engine.fleet.BranchReports;
import org.packetboat.protocols.mail.TraceDate;
import org.packetboat.protocols.smtp.server.port.Authenticator;
import org.packetboat.protocols.smtp.server.port.Authenticator.Verdict;
import org.packetboat.protocols.smtp.server.port.Claims;
import org.packetboat.protocols.smtp.server.port.PickUp;
import org.packetboat.protocols.smtp.server.port.SmtpServerLog;

/** STARTTLS and AUTH, as far as the session goes (RFC 3207, RFC 4954). */
@ParameterizedClass
@EnumSource(Split.class)
class SmtpLoginTest {
    private static final String WRONG = "535 5.7.8 Name or password is wrong";

    private final FakeIntake intake = new FakeIntake();
    private final List<String> asked = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private final Split split;
    private Verdict verdict = Verdict.RIGHT;
    private boolean slow;
    private final Set<String> gone = new HashSet<>();

    SmtpLoginTest(Split split) {
        this.split = split;
    }

    private SmtpService service(Optional<Authenticator> authenticator) {
        return new SmtpService(Talk.POLICY, intake, domain -> false, true, authenticator, new TraceDate(),
                PickUp.NONE, Claims.NONE, SmtpServerLog.NONE);
    }

    private Talk connected() {
        return Talk.with(service(Optional.of(new Authenticator() {
            @Override
            public void check(String client, String user, String password, Consumer<Verdict> answer) {
                asked.add(user + " " + password);
                if (slow) waiting.add(() -> answer.accept(verdict));
                else answer.accept(verdict);
            }

            @Override
            public boolean isKnown(String user) {
                return !gone.contains(user);
            }
        })), "192.0.2.7", split);
    }

    private Talk secured() {
        Talk talk = connected().lines("STARTTLS").expect("220 2.0.0 Ready to start TLS");
        assertTrue(talk.secured);
        return talk.greeted();
    }

    /** Mail that has begun may be finished. */
    @Test
    void aLoginThatIsGoneCountsNoMore() {
        Talk talk = secured().lines("AUTH PLAIN " + token("\0anna\0x")).expect("235 2.7.0 Logged in")
                .lines("MAIL FROM:<a@example.org>").expect("250 2.1.0 Ok");
        gone.add("anna");
        talk.lines("RCPT TO:<x@far.example>").expect("250 2.1.5 Ok").lines("RSET").expect("250 2.0.0 Ok")
                .lines("MAIL FROM:<a@example.org>").expect("530 5.7.0 Your login is no longer valid")
                .lines("MAIL FROM:<a@example.org>").expect("250 2.1.0 Ok")
                .lines("RCPT TO:<x@far.example>").expect("554 5.7.1 Relay access denied").lines("RSET")
                .expect("250 2.0.0 Ok").lines("AUTH PLAIN " + token("\0bob\0x")).expect("235 2.7.0 Logged in");
        gone.add("bob");
        talk.lines("AUTH PLAIN " + token("\0carl\0x")).expect("235 2.7.0 Logged in");
    }

    private static String token(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void hearsHowABranchIsFromItsLoginAlone() {
        List<String> told = new ArrayList<>();
        BranchReports reports = new BranchReports() {
            @Override
            public Optional<String> toTell(String peer) {
                return Optional.empty();
            }

            @Override
            public void told(String peer, String word) {
                told.add(peer + " " + word);
            }
        };
        SmtpService plain = service(Optional.of((client, user, password, answer) -> answer.accept(Verdict.RIGHT)));
        SmtpService service = new SmtpService(plain.policy(), plain.intake(), plain.local(), plain.tls(),
                plain.authenticator(), plain.dates(), plain.pickUp(), plain.claims(), plain.log(), reports,
                plain.harvest());
        Talk talk = Talk.fresh(service, "192.0.2.7", split).lines("EHLO x");
        assertTrue(!talk.heard().contains("XFLEET"), "in clear nobody logs in");
        talk.lines("STARTTLS").heard();
        assertTrue(talk.lines("EHLO x").heard().contains("XFLEET"));
        talk.lines("XFLEET v=1").expect("500 5.5.2 Command not recognised");
        talk.lines("AUTH PLAIN " + token("\0lima\0x")).expect("235 2.7.0 Logged in").lines("XFLEET", "XFLEET v=1,q=2")
                .expect("501 5.5.4 Syntax error in argument; found nothing", "250 2.0.0 Ok");
        assertEquals(List.of("lima v=1,q=2"), told);
    }

    @Test
    void offersTlsThenLogin() {
        Talk.fresh(service(Optional.of((client, user, password, answer) -> {})), "192.0.2.7", split).lines("EHLO x")
                .expect("250-hub.example.com greets x", "250-PIPELINING", "250-SIZE 1000000", "250-8BITMIME",
                        "250-SMTPUTF8", "250-ENHANCEDSTATUSCODES", "250-CHUNKING", "250-HELP",
                        "250-LIMITS RCPTMAX=100", "250 STARTTLS")
                .lines("STARTTLS").expect("220 2.0.0 Ready to start TLS").lines("EHLO x")
                .expect("250-hub.example.com greets x", "250-PIPELINING", "250-SIZE 1000000", "250-8BITMIME",
                        "250-SMTPUTF8", "250-ENHANCEDSTATUSCODES", "250-CHUNKING", "250-HELP",
                        "250-LIMITS RCPTMAX=100", "250 AUTH PLAIN LOGIN");
    }

    @Test
    void forgetsWhatWasSaidInClear() {
        Talk talk = connected().lines("MAIL FROM:<a@example.org>", "STARTTLS")
                .expect("250 2.1.0 Ok", "220 2.0.0 Ready to start TLS");
        talk.lines("RCPT TO:<b@example.com>", "MAIL FROM:<a@example.org>", "STARTTLS")
                .expect("503 5.5.1 MAIL first", "503 5.5.1 EHLO or HELO first", "503 5.5.1 TLS is on already");
    }

    @Test
    void executesNothingPipelinedBehindStarttls() {
        Talk talk = Talk.with(service(Optional.empty()), "192.0.2.7", Split.WHOLE)
                .send("STARTTLS\r\nMAIL FROM:<evil@example.org>\r\n")
                .expect("554 5.5.0 Nothing may follow before the answer to STARTTLS").expectClosed();
        assertTrue(!talk.secured);
    }

    @Test
    void logsInByPlain() {
        secured().lines("AUTH PLAIN " + token("\0anna\0gr\u00fcn")).expect("235 2.7.0 Logged in")
                .lines("AUTH PLAIN " + token("\0anna\0x")).expect("503 5.5.1 You are logged in already");
        assertEquals(List.of("anna gr\u00fcn"), asked);
    }

    @Test
    void logsInByPlainWhenPrompted() {
        secured().lines("auth plain").expect("334 ").lines(token("anna\0anna\0s3cret"), "NOOP")
                .expect("235 2.7.0 Logged in", "250 2.0.0 Ok");
        assertEquals(List.of("anna s3cret"), asked);
    }

    @Test
    void logsInByLogin() {
        secured().lines("AUTH LOGIN").expect("334 VXNlcm5hbWU6").lines(token("anna")).expect("334 UGFzc3dvcmQ6")
                .lines(token("s3cret")).expect("235 2.7.0 Logged in");
        secured().lines("AUTH LOGIN " + token("anna")).expect("334 UGFzc3dvcmQ6")
                .lines(token("s3cret")).expect("235 2.7.0 Logged in");
        assertEquals(List.of("anna s3cret", "anna s3cret"), asked);
    }

    @Test
    void letsThoseWhoLoggedInRelay() {
        secured().lines("MAIL FROM:<a@example.org>", "RCPT TO:<b@example.com>", "RSET")
                .expect("250 2.1.0 Ok", "554 5.7.1 Relay access denied", "250 2.0.0 Ok")
                .lines("AUTH PLAIN " + token("\0anna\0x")).expect("235 2.7.0 Logged in")
                .data().lines(".").expect("250 2.0.0 Ok: queued as 000001");
        assertTrue(intake.stored.getFirst().text().contains(" with ESMTPSA id "));
    }

    @Test
    void doesNothingMoreWhileAPasswordIsChecked() {
        slow = true;
        Talk talk = secured().lines("AUTH PLAIN " + token("\0anna\0x"), "MAIL FROM:<a@example.org>",
                "RCPT TO:<b@example.com>").expect();
        waiting.forEach(Runnable::run);
        talk.settle().expect("235 2.7.0 Logged in", "250 2.1.0 Ok", "250 2.1.5 Ok");
    }

    @Test
    void endsTheSessionAtTheThirdWrongPassword() {
        verdict = Verdict.WRONG;
        String attempt = "AUTH PLAIN " + token("\0anna\0x");
        secured().lines(attempt, attempt, attempt, attempt)
                .expect(WRONG, WRONG, "421 4.7.0 Too many wrong passwords").expectClosed();
        assertEquals(3, asked.size());
    }

    @Test
    void staysOpenWhenPasswordsCanNotBeChecked() {
        verdict = Verdict.BUSY;
        secured().lines("AUTH PLAIN " + token("\0anna\0x"))
                .expect("454 4.7.0 Cannot check passwords now; try again later").expectOpen();
    }

    /** Else one connection could go on guessing at the speed of the line. */
    @Test
    void endsTheSessionWhenPasswordsCouldNotBeCheckedThreeTimes() {
        verdict = Verdict.BUSY;
        String attempt = "AUTH PLAIN " + token("\0anna\0x");
        String busy = "454 4.7.0 Cannot check passwords now; try again later";
        secured().lines(attempt, attempt, attempt).expect(busy, busy, "421 4.7.0 Too many wrong passwords")
                .expectClosed();
    }

    @Test
    void refusesMalformedCredentials() {
        String malformed = "501 5.5.2 Malformed credentials";
        secured().lines("AUTH PLAIN !!!", "AUTH PLAIN =", "AUTH PLAIN " + token("anna x"),
                "AUTH PLAIN " + token("\0\0x"), "AUTH CRAM-MD5", "AUTH", "AUTH PLAIN " + token("other\0anna\0x"))
                .expect(malformed, malformed, malformed, malformed, "504 5.5.4 Expected PLAIN or LOGIN",
                        "504 5.5.4 Expected PLAIN or LOGIN", WRONG);
        assertEquals(List.of(), asked);
    }

    @Test
    void letsTheClientCancel() {
        secured().lines("AUTH LOGIN", "*", "NOOP").expect("334 VXNlcm5hbWU6", "501 5.7.0 Cancelled", "250 2.0.0 Ok")
                .lines("AUTH PLAIN", "x".repeat(5000), "NOOP")
                .expect("334 ", "500 5.5.2 Line too long", "250 2.0.0 Ok");
    }

    @Test
    void takesNoPasswordInClearOrOutOfTurn() {
        connected().lines("AUTH PLAIN " + token("\0anna\0x")).expect("538 5.7.11 STARTTLS first");
        secured().lines("MAIL FROM:<>", "AUTH PLAIN " + token("\0anna\0x"))
                .expect("250 2.1.0 Ok", "503 5.5.1 Not while a message is open");
        Talk.stranger(intake, split).lines("AUTH PLAIN x", "STARTTLS")
                .expect("502 5.5.1 AUTH is not offered", "502 5.5.1 STARTTLS is not offered");
        assertEquals(List.of(), asked);
    }

    @Test
    void takesTheSubmitterOfAMessageWhereAuthIsDone() {
        connected().lines("MAIL FROM:<> AUTH=<>", "RSET", "MAIL FROM:<> AUTH=e+3Dmc2@example.com", "RSET",
                "MAIL FROM:<> AUTH=a+zz")
                .expect("250 2.1.0 Ok", "250 2.0.0 Ok", "250 2.1.0 Ok", "250 2.0.0 Ok",
                        "501 5.5.4 Syntax error in argument; found \"AUTH=a+zz\"");
    }
}
