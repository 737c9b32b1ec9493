package org.packetboat.protocols.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.mail.TraceDate;
import org.packetboat.protocols.smtp.server.port.Authenticator;
import org.packetboat.protocols.smtp.server.port.Claims;
import org.packetboat.protocols.smtp.server.port.PickUp;
import org.packetboat.protocols.smtp.server.port.SmtpServerLog;

class SmtpPickUpTest {
    private final List<String> asked = new ArrayList<>();
    private PickUp.Turn turn = new PickUp.Turn.Refused(new Reply(453, "4.2.0", "You have no mail"));

    private final PickUp pickUp = new PickUp() {
        @Override
        public boolean allows(String user) {
            return user.equals("newyork");
        }

        @Override
        public void start(String user, String node, Consumer<Reply> answer) {
            asked.add(user + " " + node);
            answer.accept(new Reply(253, "2.0.0", "Ok, 3 pending messages for node " + node + " started"));
        }

        @Override
        public void turn(String user, String host, List<Domain> domains, Consumer<Turn> answer) {
            asked.add(user + " at " + host + " " + domains);
            answer.accept(turn);
        }
    };

    private Talk secured() {
        Authenticator everybody = (_, _, _, answer) -> answer.accept(Authenticator.Verdict.RIGHT);
        SmtpService service = new SmtpService(Talk.POLICY, new FakeIntake(), domain -> false, true,
                Optional.of(everybody), new TraceDate(), pickUp, Claims.NONE, SmtpServerLog.NONE);
        return Talk.with(service, "192.0.2.7", Split.WHOLE).lines("STARTTLS")
                .expect("220 2.0.0 Ready to start TLS").greeted();
    }

    private Talk loggedIn() {
        return secured().lines("AUTH PLAIN AG5ld3lvcmsAYmlnIGFwcGxl").expect("235 2.7.0 Logged in");
    }

    @Test
    void whoHasNotLoggedInPicksNothingUp() {
        secured().lines("ETRN ny.example.com", "ATRN").expect("530 5.7.0 Authentication required",
                "530 5.7.0 Authentication required");
        assertEquals(List.of(), asked);
    }

    @Test
    void etrnHasTheMailOfANodeSent() {
        loggedIn().lines("ETRN ny.example.com", "ETRN #new-york", "ETRN @example.com").expect(
                "253 2.0.0 Ok, 3 pending messages for node ny.example.com started",
                "253 2.0.0 Ok, 3 pending messages for node #new-york started",
                "253 2.0.0 Ok, 3 pending messages for node @example.com started");
        assertEquals(List.of("newyork ny.example.com", "newyork #new-york", "newyork @example.com"), asked);
    }

    @Test
    void etrnWithoutANodeIsAnError() {
        String wrong = "501 5.5.4 Syntax error in argument; found ";
        loggedIn().lines("ETRN", "ETRN @ny..example.com", "ETRN @", "ETRN #").expect(wrong + "nothing",
                wrong + "\"@ny..example.com\"", wrong + "\"@\"", wrong + "\"#\"");
    }

    @Test
    void atrnWithoutMailGoesOnAsBefore() {
        Talk talk = loggedIn().lines("ATRN ny.example.com,*")
                .expect("501 5.5.4 Syntax error in argument; found \"ny.example.com,*\"")
                .lines("ATRN ny.example.com").expect("453 4.2.0 You have no mail").expectOpen();
        assertFalse(talk.turned);
        assertEquals(List.of("newyork at [192.0.2.7] [ny.example.com]"), asked);
    }

    @Test
    void atrnTurnsTheConnectionRound() {
        LinkSession silent = (_, _) -> List.of();
        turn = new PickUp.Turn.Ready(silent, _ -> {
            throw new IllegalStateException();
        });
        assertTrue(loggedIn().lines("ATRN").expect("250 2.0.0 Ok: now reversing the connection").turned);
    }

    @Test
    void nothingIsReadThatWasSaidBeforeTheTurn() {
        Talk talk = loggedIn().send("ATRN\r\nMAIL FROM:<evil@example.org>\r\n")
                .expect("554 5.5.0 Nothing may follow before the answer to ATRN").expectClosed();
        assertFalse(talk.turned);
    }
}
