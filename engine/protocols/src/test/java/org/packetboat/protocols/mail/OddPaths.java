package org.packetboat.protocols.mail;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Paths that RFC 5321 allows and few people have seen, and some it does not. Every entrance is tested with them. */
public final class OddPaths {
    private OddPaths() {}

    /** What is written, and the mailbox it means. */
    public static Stream<Arguments> good() {
        return Stream.of(Arguments.of("<a@x.example>", "a@x.example"),
                Arguments.of("<\"a>b\"@x.example>", "\"a>b\"@x.example"),
                Arguments.of("<\"a b\"@x.example>", "\"a b\"@x.example"),
                Arguments.of("<\"a<b@c\"@x.example>", "\"a<b@c\"@x.example"),
                Arguments.of("<\"a\\\"b\"@x.example>", "\"a\\\"b\"@x.example"),
                Arguments.of("<\"a\\\\\"@x.example>", "\"a\\\\\"@x.example"),
                Arguments.of("<\"a\\>b\"@x.example>", "\"a\\>b\"@x.example"),
                Arguments.of("<\"@a,@b:c\"@x.example>", "\"@a,@b:c\"@x.example"),
                Arguments.of("<@a.example,@b.example:c@d.example>", "c@d.example"),
                Arguments.of("<@a.example:\"c:>d\"@x.example>", "\"c:>d\"@x.example"),
                Arguments.of("<@[IPv6:::1]:c@d.example>", "c@d.example"),
                Arguments.of("<a@[192.0.2.1]>", "a@[192.0.2.1]"),
                Arguments.of("<a@[IPv6:::1]>", "a@[ipv6:::1]"),
                Arguments.of("<a@[x>y]>", "a@[x>y]"),
                Arguments.of("<a+b=c@x.example>", "a+b=c@x.example"),
                Arguments.of("<a!b%c@x.example>", "a!b%c@x.example"));
    }

    /** What is no path of a mailbox, nor the null path. */
    public static Stream<String> bad() {
        return Stream.of("a@x.example", "<a@x.example", "a@x.example>", "<\"a@x.example>", "<a b@x.example>", "<a@>",
                "<@x.example>", "<@a.example,@b.example>", "<a@x.example>b", "<\"a\"b@x.example>", "<a>b@x.example>",
                "<\"a\\\"@x.example>", "<a@[x>", "<.a@x.example>", "");
    }
}
