package org.packetboat.protocols.smtp.sasl;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The mechanisms that we know, best first. */
public enum Mechanism {
    /** RFC 7677: the password is not sent, and the server has to prove that it knows it, too. */
    SCRAM_SHA_256("SCRAM-SHA-256", false,
            login -> new Scram(login.name(), login.secret(), Scram.nonce(login.random()))),
    /** RFC 4616. */
    PLAIN("PLAIN", false, login -> new Answers("\0" + login.name() + "\0" + login.secret())),
    /** Name and password one after the other, as they are asked for. No standard, and still the only one of some. */
    LOGIN("LOGIN", false, login -> new Answers(Optional.empty(), login.name(), login.secret())),
    /** A token for OAuth 2.0, as the large providers want it; a refusal is explained first, and then said. */
    XOAUTH2("XOAUTH2", true, login -> new Answers(
            Optional.of("user=" + login.name() + "\1auth=Bearer " + login.secret() + "\1\1"), ""));

    private final String word;
    private final boolean token;
    private final Function<SaslLogin, SaslExchange> begin;

    Mechanism(String word, boolean token, Function<SaslLogin, SaslExchange> begin) {
        this.word = word;
        this.token = token;
        this.begin = begin;
    }

    /** Whether a server may offer it and not have what it takes for every account: then another one may do. */
    public boolean isForSomeAccounts() {
        return this == SCRAM_SHA_256;
    }

    /** As AUTH names it. */
    public String word() {
        return word;
    }

    public SaslExchange begin(SaslLogin login) {
        return begin.apply(login);
    }

    /** The best that the server has and that this login is good for. @param offered in upper case */
    public static Optional<Mechanism> best(Set<String> offered, SaslLogin login) {
        return Arrays.stream(values()).filter(m -> m.token == login.token() && offered.contains(m.word)).findFirst();
    }
}
