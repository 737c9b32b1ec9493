package org.packetboat.app.cli.init;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/** What is known of the server to be. Not for threads. */
final class InitAnswers {
    private static final int SUBMISSION = 587;
    static final int SMTP = 25;

    private final Map<Fact, String> known = new EnumMap<>(Fact.class);
    private List<String> branches = List.of();

    void put(Fact fact, String answer) {
        known.put(fact, answer);
    }

    void branches(List<String> domains) {
        branches = List.copyOf(domains);
    }

    List<String> branches() {
        return branches;
    }

    boolean has(Fact fact) {
        return known.containsKey(fact);
    }

    /** An answer; empty text if there is none. */
    String get(Fact fact) {
        return known.getOrDefault(fact, "");
    }

    Optional<String> given(Fact fact) {
        return Optional.of(get(fact)).filter(answer -> !answer.isEmpty());
    }

    /** The host of an answer that may have a port. */
    String host(Fact fact) {
        return host(get(fact));
    }

    /** The port of such an answer; where it has none, that of submission with a login, else of SMTP. */
    int port(Fact fact) {
        int usual = fact == Fact.SMARTHOST && given(Fact.LOGIN).isPresent() ? SUBMISSION : SMTP;
        return port(get(fact)).orElse(usual);
    }

    static String host(String hostAndPort) {
        return parts(hostAndPort).group(1);
    }

    static Optional<Integer> port(String hostAndPort) {
        return Optional.ofNullable(parts(hostAndPort).group(2)).map(Integer::valueOf);
    }

    private static Matcher parts(String hostAndPort) {
        Matcher parts = Fact.HOST_PORT.matcher(hostAndPort);
        if (!parts.matches()) throw new IllegalStateException("not checked before: " + hostAndPort);
        return parts;
    }

    /** What a head office calls the server that is made, as its own {@code init --branch} does. */
    String site() {
        return node(get(Fact.DOMAIN));
    }

    /** The UUCP name of a server: the first label of its name. */
    String node(String server) {
        return server.replaceFirst("[.:].*", "");
    }
}
