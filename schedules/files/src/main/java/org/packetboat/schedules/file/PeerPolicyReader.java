package org.packetboat.schedules.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.packetboat.engine.peer.EightBit;
import org.packetboat.engine.peer.PeerLimits;
import org.packetboat.engine.peer.PeerLogin;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.Tls;
import org.packetboat.schedules.file.link.NamedFile;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads how the mail servers of a route are dealt with. */
final class PeerPolicyReader {
    /** RFC 8314 section 7.3. */
    private static final int SECURED_PORT = 465;
    private static final List<String> EXTENSIONS = List.of("chunking", "pipelining", "8bitmime", "smtputf8", "dsn",
            "size",
            "mt-priority", "deliverby", "ehlo");
    private static final String WITHOUT = "one or more of: " + String.join(", ", EXTENSIONS);
    private static final int MOST = 100_000;
    private static final String LOGIN = "what to log in with";
    private static final int LONGEST_LOGIN = 255;

    private PeerPolicyReader() {}

    static PeerPolicy read(Section section) {
        boolean inClear = section.get("login-without-tls").flatMap(v -> v.yesOrNo()).orElse(false);
        Optional<PeerLogin> login = login(section, inClear);
        boolean secret = section.has("login") && !inClear;
        Tls tls = section.get("tls").flatMap(v -> v.oneOf(Tls.class))
                .orElse(secret || PeerTrustReader.isGiven(section) ? Tls.MUST : Tls.MAY);
        if (tls == Tls.OFF && secret) {
            section.get("tls")
                    .ifPresent(v -> v.refuseAs("found \"off\" on a route with a login; expected must, implicit "
                            + "or may, or \"login-without-tls: true\" if everybody on the way may read the password"));
        }
        Set<String> without = section.get("without").map(Value::oneOrMore).orElse(List.of()).stream()
                .flatMap(v -> v.as(WITHOUT, PeerPolicyReader::extension).stream()).collect(Collectors.toSet());
        EightBit eightBit = section.get("eight-bit").flatMap(v -> v.oneOf(EightBit.class)).orElse(EightBit.CONVERT);
        PeerLimits limits = new PeerLimits(section.get("max-recipients").flatMap(v -> v.number(1, MOST)),
                section.get("max-mails").flatMap(v -> v.number(1, MOST)));
        return new PeerPolicy(tls, login, without, eightBit, limits, PeerTrustReader.read(section, tls));
    }

    /** The port where none is named. */
    static int usualPort(PeerPolicy policy) {
        return policy.tls() == Tls.IMPLICIT ? SECURED_PORT : TransportReader.SMTP_PORT;
    }

    private static Optional<PeerLogin> login(Section section, boolean inClear) {
        boolean password = section.has("password-file");
        boolean token = section.has("token-file");
        Optional<String> name = section.get("login").flatMap(v -> v.as(LOGIN, PeerPolicyReader::name));
        Optional<Path> file = section.get(token ? "token-file" : "password-file").flatMap(NamedFile::secret);
        if (password && token || section.has("login") != (password || token)) {
            section.refuseAs(
                    "found " + found(section) + "; expected login with password-file or token-file, or none of "
                            + "them");
        } else if (section.has("login-without-tls") && !section.has("login")) {
            section.refuseAs("found \"login-without-tls\" without \"login\"; expected both, or neither");
        } else if (section.has("login") && !section.has("host") && !section.has("hosts") && !section.has("number")) {
            section.refuseAs("found \"login\" without \"host\" or \"hosts\"; expected whom to tell the password: not "
                    + "whomever DNS names");
        }
        return name.flatMap(n -> file.map(f -> new PeerLogin(n, f.toString(), token, inClear)));
    }

    private static String found(Section section) {
        if (section.has("password-file") && section.has("token-file"))
            return "both \"password-file\" and \"token-file\"";
        return section.has("login") ? "\"login\" alone" : "a password or token without \"login\"";
    }

    private static String extension(String text) {
        if (!EXTENSIONS.contains(text)) throw new IllegalArgumentException(text);
        return text.toUpperCase(Locale.ROOT);
    }

    private static String name(String text) {
        if (text.length() > LONGEST_LOGIN || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("not a login");
        }
        return text;
    }
}
