package org.packetboat.protocols.smtp.sasl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the exchange of RFC 7677 section 3. */
class ScramTest {
    private static final String NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String BOTH = NONCE + "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final String SALT = "W22ZaJ0SNY7soEsUEjb6gQ==";
    private static final String CHALLENGE = "r=" + BOTH + ",s=" + SALT + ",i=4096";
    private static final String SIGNATURE = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    private final Scram scram = new Scram("user", "pencil", NONCE);

    private SaslStep next(String challenge) {
        return scram.next(challenge.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(SaslStep step) {
        return new String(assertInstanceOf(SaslStep.Respond.class, step).response(), StandardCharsets.UTF_8);
    }

    @Test
    void answersAsTheStandardsExample() {
        assertEquals("n,,n=user,r=" + NONCE, new String(scram.first().orElseThrow(), StandardCharsets.UTF_8));
        assertEquals("c=biws,r=" + BOTH + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", text(next(CHALLENGE)));
        assertEquals("", text(next(SIGNATURE)));
        assertEquals(Optional.empty(), scram.doubt());
    }

    @Test
    void doesNotBelieveWhoDoesNotKnowThePassword() {
        next(CHALLENGE);
        assertInstanceOf(SaslStep.Cancel.class, next(SIGNATURE.replace("6rri", "6rrj")));
        assertTrue(scram.doubt().isPresent());
    }

    @Test
    void doesNotBelieveWhoSaysYesWithoutProof() {
        next(CHALLENGE);
        assertTrue(scram.doubt().isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "r=somebodyElses,s=" + SALT + ",i=4096", "r=" + NONCE + ",s=" + SALT + ",i=4096",
            "r=" + BOTH + ",s=,i=4096", "r=" + BOTH + ",s=" + SALT + ",i=1", "r=" + BOTH + ",s=" + SALT + ",i=100001",
            "r=" + BOTH + ",s=!,i=4096", "r=" + BOTH + ",s=" + SALT + ",i=many", "\0\0"})
    void breaksOffAtAChallengeThatIsNone(String challenge) {
        assertInstanceOf(SaslStep.Cancel.class, next(challenge));
    }

    /** It could have us answer for ever. */
    @Test
    void breaksOffWhereAFailureIsToldAgainAndAgain() {
        next(CHALLENGE);
        assertEquals("", text(next("e=other-error")));
        assertInstanceOf(SaslStep.Cancel.class, next("e=other-error"));
    }

    @Test
    void escapesWhatSeparates() {
        assertEquals("n,,n=a=2Cb=3Dc,r=x",
                new String(new Scram("a,b=c", "", "x").first().orElseThrow(), StandardCharsets.UTF_8));
    }
}
