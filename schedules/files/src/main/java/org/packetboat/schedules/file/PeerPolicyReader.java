package org.packetboat.schedules.file;

import java.nio.file.Path;
import java.util.Optional;
import org.packetboat.engine.peer.PeerLogin;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.Tls;
import org.packetboat.schedules.file.link.NamedFile;
import org.packetboat.schedules.yaml.Section;

/** Reads how the mail servers of a route are dealt with. */
final class PeerPolicyReader {
    /** RFC 8314 section 7.3. */
    private static final int SECURED_PORT = 465;
    private static final String LOGIN = "what to log in with";
    private static final int LONGEST_LOGIN = 255;

    private PeerPolicyReader() {}

    static PeerPolicy read(Section section) {
        boolean inClear = section.get("login-without-tls").flatMap(v -> v.yesOrNo()).orElse(false);
        Optional<PeerLogin> login = login(section, inClear);
        boolean secret = section.has("login") && !inClear;
        Tls tls = section.get("tls").flatMap(v -> v.oneOf(Tls.class)).orElse(secret ? Tls.MUST : Tls.MAY);
        if (tls == Tls.OFF && secret) {
            section.get("tls")
                    .ifPresent(v -> v.refuseAs("found \"off\" on a route with a login; expected must, implicit "
                            + "or may, or \"login-without-tls: true\" if everybody on the way may read the password"));
        }
        return new PeerPolicy(tls, login);
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

    private static String name(String text) {
        if (text.length() > LONGEST_LOGIN || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("not a login");
        }
        return text;
    }
}
