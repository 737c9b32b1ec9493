package org.packetboat.protocols.smtp.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/** What a session knows of the one it talks to. */
final class Client {
    private static final int LONGEST_NAME = 255;
    private static final String NAME_MARKS = ".-_:[]";

    private final boolean standsIn;
    private InetAddress address;
    private boolean trusted;
    private String name = "";
    private boolean extended;
    private boolean secured;
    private Optional<String> user = Optional.empty();

    /**
     * @param trusted  whether it may send to anywhere without logging in
     * @param standsIn whether it may say for whom it speaks
     */
    Client(InetAddress address, boolean trusted, boolean standsIn) {
        this.address = address;
        this.trusted = trusted;
        this.standsIn = standsIn;
    }

    /** It speaks for somebody else from now on, of whom nothing is known yet. */
    void isSomebodyElse(InetAddress whose, boolean isTrusted) {
        address = whose;
        trusted = isTrusted;
        user = Optional.empty();
        name = "";
        extended = false;
    }

    boolean mayStandIn() {
        return standsIn;
    }

    /** It said HELO, or EHLO if extended. */
    void introduced(String as, boolean withEhlo) {
        name = as;
        extended = withEhlo;
    }

    /** TLS is on: what it said until now was said in clear and is forgotten (RFC 3207 section 4.2). */
    void becameSecure() {
        secured = true;
        name = "";
        extended = false;
    }

    void loggedIn(String as) {
        user = Optional.of(as);
    }

    /** Its login is gone. */
    void loggedOut() {
        user = Optional.empty();
    }

    InetAddress address() {
        return address;
    }

    boolean isIntroduced() {
        return !name.isEmpty();
    }

    boolean isSecured() {
        return secured;
    }

    boolean isLoggedIn() {
        return user.isPresent();
    }

    /** The name it logged in with; empty if it did not. */
    String user() {
        return user.orElse("");
    }

    boolean mayRelay() {
        return trusted || user.isPresent();
    }

    String name() {
        return name;
    }

    /** Its address as RFC 5321 section 4.1.3 writes it: {@code [192.0.2.7]}, {@code [IPv6:2001:db8::7]}. */
    String literal() {
        return (address instanceof Inet6Address ? "[IPv6:" : "[") + host() + "]";
    }

    /** Its address without the zone of a link-local one. */
    String host() {
        String host = address.getHostAddress();
        int zone = host.indexOf('%');
        return zone < 0 ? host : host.substring(0, zone);
    }

    /** How the message came (RFC 3848, RFC 6531 section 4.3): {@code ESMTPSA}, {@code UTF8SMTP}, {@code LMTP}. */
    String protocol(boolean international, boolean lmtp) {
        if (!extended && !international) return "SMTP";
        String plain = lmtp ? "LMTP" : "ESMTP";
        return (international ? "UTF8" + (lmtp ? "LMTP" : "SMTP") : plain) + (secured ? "S" : "")
                + (user.isPresent() ? "A" : "");
    }

    /** What stands in a trace line for a name: without characters that may not; the address if nothing is left. */
    String fitName(String said) {
        if (isName(said)) return said;
        String fit = said.replaceAll("[^0-9A-Za-z._:\\[\\]-]+", "_");
        boolean telling = fit.chars().anyMatch(Character::isLetterOrDigit);
        return telling ? fit.substring(0, Math.min(fit.length(), LONGEST_NAME)) : literal();
    }

    /** Whether this may stand in a trace line as the name of a host. Names that break RFC 952 are common. */
    static boolean isName(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NAME) return false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            if (!plain && NAME_MARKS.indexOf(c) < 0) return false;
        }
        return true;
    }
}
