package org.packetboat.camel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.packetboat.camel.smtp.MailServer;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.text.Quoted;
import org.packetboat.protocols.smtp.sasl.SaslLogin;

/** What an endpoint says of the server that it submits to. */
record RemoteServer(PacketboatEndpoint endpoint, PacketboatComponent component) {
    private static final Pattern PLACE = Pattern.compile("(\\[[0-9A-Fa-f:.]+\\]|[^:\\s]+)(?::([0-9]{1,5}))?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?");
    private static final int USUAL_PORT = 25;
    private static final int TLS_PORT = 465;
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** @throws IllegalArgumentException with what was found and what is expected */
    void check() {
        tls();
        port(place());
        if ((endpoint.getUsername() == null) != (endpoint.getPassword() == null))
            throw new IllegalArgumentException("found one of username and password; expected both, or neither");
        if (endpoint.getUsername() != null && tls() == Tls.OFF)
            throw new IllegalArgumentException("tls: found off with a username; expected must or implicit, since a "
                    + "password is only said over TLS");
    }

    /** To be called when the endpoint is used: it may look up this machine's name. */
    MailServer settings() {
        String host = place().group(1).replaceAll("^\\[|\\]$", "");
        return new MailServer(host, port(place()), name(), tls(), trust(), login(), endpoint.getConnections(), IDLE);
    }

    private Matcher place() {
        Matcher place = PLACE.matcher(endpoint.getServer().strip());
        if (!place.matches())
            throw new IllegalArgumentException("server: found \"" + Quoted.oneLine(endpoint.getServer())
                    + "\"; expected host:port");
        return place;
    }

    private int port(Matcher place) {
        if (place.group(2) == null) return tls() == Tls.IMPLICIT ? TLS_PORT : USUAL_PORT;
        int port = Integer.parseInt(place.group(2));
        if (port < 1 || port > 65_535)
            throw new IllegalArgumentException("server: found port " + port + "; expected 1 to 65535");
        return port;
    }

    private Tls tls() {
        String text = endpoint.getTls();
        if (text == null) return endpoint.getUsername() == null ? Tls.MAY : Tls.MUST;
        try {
            return Tls.valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("tls: found \"" + Quoted.oneLine(text)
                    + "\"; expected off, may, must or implicit");
        }
    }

    private Optional<SSLContext> trust() {
        SSLContextParameters said = Optional.ofNullable(endpoint.getSslContextParameters())
                .orElseGet(component::retrieveGlobalSslContextParameters);
        if (said == null) return Optional.empty();
        try {
            return Optional.of(said.createSSLContext(endpoint.getCamelContext()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("sslContextParameters: they can't be used: " + e.getMessage(), e);
        }
    }

    private Optional<SaslLogin> login() {
        return Optional.ofNullable(endpoint.getUsername()).map(user -> new SaslLogin(user, endpoint.getPassword(),
                false, false, true, new SecureRandom()));
    }

    private String name() {
        if (endpoint.getClientName() != null) return endpoint.getClientName();
        try {
            String name = InetAddress.getLocalHost().getCanonicalHostName();
            return NAME.matcher(name).matches() ? name : "localhost";
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
