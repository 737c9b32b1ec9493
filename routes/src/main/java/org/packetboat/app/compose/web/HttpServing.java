package org.packetboat.app.compose.web;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.packetboat.app.config.settings.HttpAccess;
import org.packetboat.connectors.http.HttpListener;
import org.packetboat.connectors.http.HttpSettings;
import org.packetboat.connectors.http.WebPages;
import org.packetboat.connectors.smtp.server.PasswordChecker;
import org.packetboat.connectors.smtp.tls.JdkTls;
import org.packetboat.connectors.smtp.tls.TlsFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the HTTP server open. If it can't be opened (its port is taken, a certificate can't be used), that is logged
 * and a problem in {@code status}, and tried again: mail goes on without it.
 */
public final class HttpServing implements AutoCloseable {
    /** With as many heads of requests under way, and TLS, they take some 40 MB; a branch server has 256. */
    private static final int MOST_CONNECTIONS = 300;
    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(HttpServing.class);

    private final HttpAccess access;
    private final WebPages pages;
    private Optional<PasswordChecker> passwords = Optional.empty();
    private Optional<HttpListener> listener = Optional.empty();
    private Optional<Thread> trying = Optional.empty();
    private volatile Optional<String> problem = Optional.empty();
    private boolean closed;

    private HttpServing(HttpAccess access, WebPages pages) {
        this.access = access;
        this.pages = pages;
    }

    /** Opens it, now or as soon as that can be. */
    public static HttpServing start(HttpAccess access, WebPages pages) {
        HttpServing serving = new HttpServing(access, pages);
        if (!serving.opens()) serving.tryAgain();
        return serving;
    }

    private synchronized void tryAgain() {
        trying = Optional.of(Thread.ofVirtual().name("http-open").start(this::openInTheEnd));
    }

    private void openInTheEnd() {
        try {
            do
                Thread.sleep(AGAIN);
            while (!opens());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean opens() {
        if (closed) return true;
        try {
            if (passwords.isEmpty()) passwords = access.logins().map(logins -> new PasswordChecker(logins.file()));
            HttpListener open = HttpListener.open(settings(), passwords.map(checker -> checker), pages);
            listener = Optional.of(open);
            problem = Optional.empty();
            LOG.info("event=http-listening address={}", AddressText.of(open.address()));
            return true;
        } catch (IOException | IllegalArgumentException e) {
            told(access.problem(why(e) + "; metrics, health and pages are not served until it works, mail goes on"));
            return false;
        }
    }

    private void told(String what) {
        if (!problem.equals(Optional.of(what))) LOG.error("event=http-not-listening reason=\"{}\"", what);
        problem = Optional.of(what);
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
                        new TlsFiles(access.tls().get().certificate(), access.tls().get().key()), Optional.empty()));
        return new HttpSettings(access.listen(), tls, access.names(),
                access.logins().map(HttpAccess.Logins::roles).orElse(Map.of()), access.without(), MOST_CONNECTIONS);
    }

    /** Where it listens; empty while it can't. */
    public synchronized Optional<InetSocketAddress> listening() {
        return listener.map(HttpListener::address);
    }

    /** Why it is not open. */
    public List<String> problems() {
        return problem.stream().toList();
    }

    @Override
    public synchronized void close() {
        closed = true;
        trying.ifPresent(Thread::interrupt);
        listener.ifPresent(HttpListener::close);
        passwords.ifPresent(PasswordChecker::close);
    }
}
