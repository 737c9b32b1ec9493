package org.packetboat.protocols.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;

/** What may stand behind the addresses of MAIL and RCPT. */
class SmtpParametersTest {
    private final FakeIntake intake = new FakeIntake();
    private final Talk talk = Talk.trusted(intake, Split.WHOLE);

    private Submission accepted(String mail, String rcpt) {
        talk.lines("MAIL FROM:" + mail, "RCPT TO:" + rcpt).expect("250 2.1.0 Ok", "250 2.1.5 Ok")
                .lines("DATA").expect("354 End data with <CR><LF>.<CR><LF>")
                .lines(".").expect("250 2.0.0 Ok: queued as 000001");
        return intake.submission();
    }

    @Test
    void carriesDsnWishes() {
        Submission submission = accepted("<a@example.org> RET=hdrs ENVID=QQ+2B314159",
                "<b@example.com> NOTIFY=SUCCESS,delay ORCPT=rfc822;B+40example.com");
        assertEquals(ReturnContent.HDRS, submission.dsn().returned());
        assertEquals(Optional.of("QQ+2B314159"), submission.dsn().envelopeName());
        Recipient recipient = submission.recipients().getFirst();
        assertEquals(Set.of(Notify.SUCCESS, Notify.DELAY), recipient.wanted());
        assertEquals(Optional.of("rfc822;B+40example.com"), recipient.original());
    }

    /** A sender's address can be forged, so what failed goes back only to those who may relay and ask for it. */
    @Test
    void returnsTheHeaderOnlyUnlessAskedForAll() {
        assertEquals(ReturnContent.HDRS, accepted("<a@example.org>", "<b@example.com>").dsn().returned());
        intake.stored.clear();
        talk.lines("MAIL FROM:<a@example.org> RET=FULL", "RCPT TO:<b@example.com>", "DATA").heard();
        talk.lines(".").heard();
        assertEquals(ReturnContent.FULL, intake.submission().dsn().returned());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RET=FULL", "RET=HDRS", "ENVID=x"})
    void strangersMayNotAskForNotices(String parameter) {
        Talk stranger = Talk.stranger(intake, Split.WHOLE);
        stranger.lines("MAIL FROM:<a@example.org> " + parameter)
                .expect("555 5.5.4 Parameter or its value not supported; found \"" + parameter + '"');
        stranger.lines("MAIL FROM:<a@example.org>", "RCPT TO:<b@example.com> NOTIFY=SUCCESS")
                .expect("250 2.1.0 Ok",
                        "555 5.5.4 Parameter or its value not supported; found \"NOTIFY=SUCCESS\"");
    }

    @Test
    void carriesBodyAndUtf8() {
        Submission submission = accepted("<jürgen@bücher.example> SMTPUTF8 BODY=8BITMIME SIZE=100",
                "<b@example.com> ORCPT=utf-8;ü@bücher.example");
        assertTrue(submission.encoding().eightBit());
        assertTrue(submission.encoding().international());
        assertTrue(intake.stored.getFirst().text().contains("with UTF8SMTP id"));
    }

    @Test
    void carriesPriorityAndHolding() {
        Submission submission = accepted("<a@example.org> MT-PRIORITY=-3 HOLDFOR=3600", "<b@example.com>");
        assertEquals(new Priority(-3), submission.options().priority());
        assertEquals(Optional.of(Talk.NOW.plusSeconds(3600)), submission.options().notBefore());
    }

    @Test
    void carriesDeliverBy() {
        assertEquals(Optional.of(DeliverBy.within(Talk.NOW.plusSeconds(3600), DeliverBy.Mode.RETURN, false)),
                accepted("<a@example.org> BY=3600;R", "<b@example.com>").options().deliverBy());
    }

    @Test
    void carriesADeliverByThatHasPassedElsewhere() {
        assertEquals(Optional.of(DeliverBy.within(Talk.NOW.minusSeconds(5), DeliverBy.Mode.NOTIFY, true)),
                accepted("<a@example.org> BY=-5;nt", "<b@example.com>").options().deliverBy());
    }

    @Test
    void knowsAgainWhatIsSentOnceMore() {
        Submission submission = accepted("<a@example.org> XTRANSID=00002F.0.17@far.example.com", "<b@example.com>");
        assertEquals(Optional.of("smtp:00002F.0.17@far.example.com b@example.com"),
                submission.keyOf(submission.recipients().getFirst()));
    }

    @Test
    void keepsTheNameOfWhatComesByARouterInItsTraceLine() {
        accepted("<a@example.org> XCARRIED=far.example.com XTRANSID=2F.0.17@far.example.com", "<b@example.com>");
        assertTrue(intake.stored.getFirst().text().contains("\r\n\t(sent as 2F.0.17@far.example.com) with ESMTP id"));
    }

    /** Over whatever ways it goes on, the last server is to know it. */
    @Test
    void keepsTheNameOfWhatComesStraight() {
        accepted("<a@example.org> XTRANSID=2F.0.18@far.example.com", "<b@example.com>");
        assertTrue(intake.stored.getLast().text().contains("\r\n\t(sent as 2F.0.18@far.example.com) with ESMTP id"));
    }

    @Test
    void refusesANameThatIsNone() {
        talk.lines("MAIL FROM:<a@example.org> XTRANSID=<x>")
                .expect("501 5.5.4 Syntax error in argument; found \"XTRANSID=<x>\"");
    }

    @Test
    void promisesNothingThatIsDueAtOnce() {
        talk.lines("MAIL FROM:<> BY=4;R").expect("555 5.5.4 Cannot promise to deliver so soon; see DELIVERBY");
    }

    @Test
    void takesTheBigSendFromTheHeader() {
        assertEquals(Optional.of("spring"), bigSend(talk));
    }

    @Test
    void doesNotLetStrangersJoinABigSend() {
        assertEquals(Optional.empty(), bigSend(Talk.stranger(intake, Split.WHOLE)));
    }

    private Optional<String> bigSend(Talk client) {
        client.lines("MAIL FROM:<a@example.org>", "RCPT TO:<b@example.com>")
                .expect("250 2.1.0 Ok", "250 2.1.5 Ok")
                .lines("DATA").expect("354 End data with <CR><LF>.<CR><LF>")
                .lines("X-Big-Send: spring", "", ".").expect("250 2.0.0 Ok: queued as 000001");
        return intake.submission().options().bigSend().map(BigSendName::text);
    }

    @Test
    void holdsUntilADate() {
        Submission submission = accepted("<a@example.org> HOLDUNTIL=2026-11-21T01:00:00+01:00", "<b@example.com>");
        assertEquals(Optional.of(Instant.parse("2026-11-21T00:00:00Z")), submission.options().notBefore());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2150-01-01T00:00:00Z", "2250-01-01T00:00:00Z"})
    void holdsNothingIntoTheNextCenturies(String until) {
        talk.lines("MAIL FROM:<> HOLDUNTIL=" + until)
                .expect("501 5.5.4 No mail is held so long; see FUTURERELEASE");
    }

    @Test
    void doesNotLetStrangersJumpTheQueue() {
        Talk.stranger(intake, Split.WHOLE)
                .lines("MAIL FROM:<> MT-PRIORITY=3", "MAIL FROM:<> HOLDFOR=3", "MAIL FROM:<> BY=9;R")
                .expect("555 5.5.4 Parameter or its value not supported; found \"MT-PRIORITY=3\"",
                        "555 5.5.4 Parameter or its value not supported; found \"HOLDFOR=3\"",
                        "555 5.5.4 Parameter or its value not supported; found \"BY=9;R\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOO", "FOO=bar", "BODY=BINARYMIME", "BODY", "AUTH=<>", "NOTIFY=NEVER"})
    void refusesUnknownMailParameters(String parameter) {
        talk.lines("MAIL FROM:<> " + parameter)
                .expect("555 5.5.4 Parameter or its value not supported; found \"" + parameter + '"');
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIZE=x", "SIZE", "SIZE=", "SIZE=-1", "SIZE=1 SIZE=2", "RET=ALL", "RET", "ENVID=",
            "ENVID=a+", "ENVID=a+2", "ENVID=a+2b", "ENVID=a=b", "ENVID=ü", "SMTPUTF8=yes", "MT-PRIORITY=10",
            "MT-PRIORITY=+1", "MT-PRIORITY=-0", "HOLDFOR=x", "HOLDFOR=2592001", "HOLDUNTIL=tomorrow",
            "HOLDUNTIL=+999999999-12-31T23:59:59Z",
            "HOLDFOR=1 HOLDUNTIL=2026-11-21T01:00:00Z", "BY=0;R", "BY=-1;R", "BY=5", "BY=5;X", "BY=;N",
            "BY=1234567890;N", "BY=5;NR"})
    void refusesMalformedMailParameters(String parameter) {
        talk.lines("MAIL FROM:<> " + parameter);
        String heard = talk.heard();
        assertTrue(heard.startsWith("501 5.5.4 Syntax error in argument; found \""), heard);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOTIFY=", "NOTIFY=NEVER,SUCCESS", "NOTIFY=success,success", "NOTIFY=often", "NOTIFY",
            "ORCPT=b@example.com", "ORCPT=rfc822;", "ORCPT=;b", "ORCPT=rfc822;b+4", "ORCPT=rfc822;ü"})
    void refusesMalformedRcptParameters(String parameter) {
        talk.lines("MAIL FROM:<>", "RCPT TO:<b@example.com> " + parameter)
                .expect("250 2.1.0 Ok", "501 5.5.4 Syntax error in argument; found \""
                        + parameter.replace('\u00fc', '?') + '"');
    }

    @Test
    void refusesUnknownRcptParameters() {
        talk.lines("MAIL FROM:<>", "RCPT TO:<b@example.com> SIZE=1")
                .expect("250 2.1.0 Ok", "555 5.5.4 Parameter or its value not supported; found \"SIZE=1\"");
    }

    @Test
    void refusesAtMailWhatIsTooBig() {
        talk.lines("MAIL FROM:<> SIZE=1000001", "MAIL FROM:<> SIZE=1000000")
                .expect("552 5.3.4 Message is larger than the limit", "250 2.1.0 Ok");
    }

    @Test
    void asksForSmtputf8WhereItIsNeeded() {
        talk.lines("MAIL FROM:<jürgen@example.org>", "MAIL FROM:<a@example.org>", "RCPT TO:<jürgen@example.com>")
                .expect("553 5.6.7 This address needs SMTPUTF8", "250 2.1.0 Ok",
                        "553 5.6.7 This address needs SMTPUTF8");
    }
}
