package org.packetboat.app.compose.web;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.packetboat.app.config.settings.HttpAccess;
import org.packetboat.connectors.http.HttpListener;
import org.packetboat.connectors.http.HttpSettings;
import org.packetboat.connectors.http.ProxyTrust;
import org.packetboat.connectors.http.WebPages;
import org.packetboat.connectors.smtp.server.PasswordChecker;
import org.packetboat.connectors.smtp.tls.JdkTls;
import org.packetboat.connectors.smtp.tls.TlsFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the HTTP server open, as a {@link PersistentListener}. */
public final class HttpServing implements AutoCloseable {
    private final Opener opener;
    private final PersistentListener<HttpListener> listener;

    private HttpServing(Opener opener) {
        this.opener = opener;
        listener = new PersistentListener<>("http", opener::open, opener::problem);
    }

    /** Opens it, now or as soon as that can be. */
    public static HttpServing start(HttpAccess access, WebPages pages) {
        HttpServing serving = new HttpServing(new Opener(access, pages));
        serving.listener.start();
        return serving;
    }

    /** Where it listens; empty while it can't. */
    public Optional<InetSocketAddress> listening() {
        return listener.opened().map(HttpListener::address);
    }

    /** Why it is not open. */
    public List<String> problems() {
        return listener.problems();
    }

    @Override
    public void close() {
        listener.close();
        opener.passwords.ifPresent(PasswordChecker::close);
    }

    /** Passwords are read once they can be. */
    private static final class Opener {
        /** With as many heads of requests under way, and TLS, they take some 40 MB; a branch server has 256. */
        private static final int MOST_CONNECTIONS = 300;
        private static final Logger LOG = LoggerFactory.getLogger(HttpServing.class);

        private final HttpAccess access;
        private final WebPages pages;
        private Optional<PasswordChecker> passwords = Optional.empty();

        Opener(HttpAccess access, WebPages pages) {
            this.access = access;
            this.pages = pages;
        }

        HttpListener open() throws IOException {
            if (passwords.isEmpty())
                passwords = access.logins().map(logins -> new PasswordChecker(logins.file(), "http"));
            HttpListener open = HttpListener.open(settings(), passwords.map(checker -> checker), pages);
            LOG.info("event=http-listening address={}", AddressText.of(open.address()));
            return open;
        }

        String problem(Exception e) {
            return access.problem(why(e) + "; metrics, health and pages are not served until it works, mail goes on");
        }

        private String why(Exception e) {
            return e instanceof BindException
                    ? "can't listen on " + AddressText.of(access.listen()) + " (" + e.getMessage()
                            + "); is another program, or another "
                            + "Packetboat, using this port? Give one of them another port"
                    : String.valueOf(e.getMessage());
        }

        private HttpSettings settings() throws IOException {
            Optional<SSLContext> tls = access.tls().isEmpty()
                    ? Optional.empty()
                    : Optional.of(JdkTls.server(
                            new TlsFiles(access.tls().get().certificate(), access.tls().get().key()),
                            Optional.empty()));
            return new HttpSettings(access.listen(), tls, access.names(),
                    access.logins().map(HttpAccess.Logins::roles).orElse(Map.of()), access.without(),
                    access.proxy().map(Opener::trusted), MOST_CONNECTIONS);
        }

        private static ProxyTrust trusted(HttpAccess.ProxyLogin proxy) {
            return new ProxyTrust(proxy.from(), proxy.secret(), proxy.userHeader(), proxy.users(),
                    proxy.groupsHeader(), proxy.groups());
        }
    }
}
