package org.packetboat.connectors.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.packetboat.protocols.smtp.server.port.Authenticator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers HTTP/1.1 (RFC 9112) while it is open. Each request has a virtual thread; a client that sends or reads too
 * slowly is cut off after half a minute; pages are made for so many clients at a time, and others wait for their turn.
 * Who may not ask for a page, or has not had his turn yet, costs no more memory than the head of his request.
 * What goes wrong here is answered or logged, and touches nothing else of the server.
 */
public final class HttpListener implements AutoCloseable {
    /** The longest body of a request, in bytes. */
    public static final int LONGEST_BODY = 1 << 20;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration TO_FINISH = Duration.ofSeconds(1);
    private static final int AT_ONCE = 32;
    /** Where pages begin a session, with Basic, and end it. */
    private static final String LOGIN = "/api/v1/login";
    private static final String LOGOUT = "/api/v1/logout";
    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);

    /** Work that is done in turn. */
    private interface Work {
        WebAnswer answer() throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Deadlines deadlines;
    private final WebPages pages;
    private final OwnNames names;
    private final Logins logins;
    private final AnswerWriter writer;
    private final Semaphore working = new Semaphore(AT_ONCE, true);
    private final StreamShares streams = new StreamShares();

    private HttpListener(HttpServer server, HttpSettings settings, Optional<Authenticator> passwords, WebPages pages,
            Duration longest) {
        this.server = server;
        this.pages = pages;
        names = new OwnNames(settings.names());
        logins = new Logins(passwords, settings.users(), settings.without(), settings.proxy(),
                new LoginSessions(server.getAddress().getPort(), settings.tls().isPresent(), System::nanoTime));
        threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
        deadlines = new Deadlines(longest);
        writer = new AnswerWriter(deadlines, settings.tls().isPresent());
    }

    /**
     * Starts to answer.
     *
     * @param passwords who checks them; empty if nobody can log in
     * @throws IOException if the port can't be listened on
     */
    public static HttpListener open(HttpSettings settings, Optional<Authenticator> passwords, WebPages pages)
            throws IOException {
        return open(settings, passwords, pages, LONGEST);
    }

    /** @param longest what a request and what an answer may take */
    static HttpListener open(HttpSettings settings, Optional<Authenticator> passwords, WebPages pages, Duration longest)
            throws IOException {
        JdkLimits.set(settings.open(), longest);
        HttpListener listener = new HttpListener(listen(settings), settings, passwords, pages, longest);
        listener.server.setExecutor(listener.threads);
        listener.server.createContext("/", listener::handle);
        listener.server.start();
        return listener;
    }

    private static HttpServer listen(HttpSettings settings) throws IOException {
        if (settings.tls().isEmpty()) return HttpServer.create(settings.listen(), 0);
        HttpsServer secure = HttpsServer.create(settings.listen(), 0);
        secure.setHttpsConfigurator(configurator(settings.tls().get()));
        return secure;
    }

    private static HttpsConfigurator configurator(SSLContext context) {
        return new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters usual = getSSLContext().getDefaultSSLParameters();
                usual.setProtocols(new String[]{"TLSv1.3", "TLSv1.2"});
                parameters.setSSLParameters(usual);
            }
        };
    }

    /** Where it answers. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            Optional<WebAnswer> answer;
            try (Deadlines.Limited _ = deadlines.begin()) {
                answer = Optional.of(answer(exchange));
            }
            write(exchange, answer.get());
        } catch (IOException gone) {
            LOG.debug("event=http-client-gone reason=\"{}\"", gone.toString());
        } catch (RuntimeException bug) {
            LOG.error("event=http-failed path={}", exchange.getRequestURI().getRawPath(), bug);
        }
    }

    private void write(HttpExchange exchange, WebAnswer answer) throws IOException {
        switch (answer) {
            case WebAnswer.Whole whole -> writer.write(exchange, whole);
            case WebAnswer.Stream(WebAnswer.Feed feed) -> stream(exchange, feed);
        }
    }

    private void stream(HttpExchange exchange, WebAnswer.Feed feed) throws IOException {
        String client = sharing(exchange);
        if (!streams.enter(client)) {
            writer.write(exchange, new Refusal(503, "Too many clients listen to events, or too many of this address.",
                    Map.of("Retry-After", "60")).answer());
            return;
        }
        try {
            feed.run(writer.stream(exchange));
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            streams.leave(client);
        }
    }

    /** All users of a proxy have one address. */
    private String sharing(HttpExchange exchange) {
        String address = address(exchange);
        return logins.proxy().flatMap(p -> p.user(address, headers(exchange))).map(user -> "user " + user)
                .orElse(address);
    }

    private static String address(HttpExchange exchange) {
        return exchange.getRemoteAddress().getAddress().getHostAddress();
    }

    private WebAnswer answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        Map<String, String> headers = headers(exchange);
        if (logins.proxy().filter(p -> p.isAmbiguous(exchange.getRequestHeaders())).isPresent())
            return new Refusal(400, "A header of http.proxy-login is there twice.").answer();
        Optional<Refusal> stranger = names.refusal(method, headers);
        if (stranger.isPresent()) return stranger.get().answer();
        String path = exchange.getRequestURI().getRawPath();
        String client = address(exchange);
        if (method.equals("POST") && path.equals(LOGIN)) return logins.begin(client, headers);
        if (method.equals("POST") && path.equals(LOGOUT)) return logins.end(headers);
        Optional<WebPages.Found> found;
        try {
            found = pages.find(method, path);
        } catch (IllegalArgumentException bad) {
            return new Refusal(400, String.valueOf(bad.getMessage())).answer();
        }
        Role needed = found.map(WebPages.Found::role).orElse(Role.READER); // nobody else learns which pages there are
        return switch (logins.check(client, headers, needed)) {
            case Logins.Result.Out(Refusal refusal) -> refusal.answer();
            case Logins.Result.In(WebRequest.Caller caller) -> found.isEmpty()
                    ? notFound(path)
                    : inTurn(() -> page(exchange, found.get(), caller, headers));
        };
    }

    private WebAnswer notFound(String path) {
        List<String> methods = pages.methods(path);
        return methods.isEmpty()
                ? new Refusal(404, "There is nothing at " + path + ".").answer()
                : new Refusal(405, "Use " + String.join(" or ", methods) + ".",
                        Map.of("Allow", String.join(", ", methods))).answer();
    }

    private WebAnswer page(HttpExchange exchange, WebPages.Found found, WebRequest.Caller caller,
            Map<String, String> headers) throws IOException {
        byte[] body = body(exchange);
        if (body.length > LONGEST_BODY) return new Refusal(413, "At most " + LONGEST_BODY + " bytes.").answer();
        try {
            String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
            return found.page().answer(new WebRequest(exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(), caller, WebRequest.query(query), found.inPath(), headers,
                    body));
        } catch (IllegalArgumentException bad) {
            return new Refusal(400, String.valueOf(bad.getMessage())).answer();
        } catch (RuntimeException bug) {
            LOG.error("event=http-page-failed path={}", exchange.getRequestURI().getRawPath(), bug);
            return new Refusal(500, "This failed: " + bug.getMessage()).answer();
        }
    }

    /** One of GET and HEAD means nothing (RFC 9110 section 9.3.1). */
    private static byte[] body(HttpExchange exchange) throws IOException {
        return switch (exchange.getRequestMethod()) {
            case "GET", "HEAD" -> new byte[0];
            default -> exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        };
    }

    private WebAnswer inTurn(Work work) throws IOException {
        try {
            if (!working.tryAcquire(LONGEST.toSeconds() / 2, TimeUnit.SECONDS))
                return new Refusal(503, "Too much is asked at once.", Map.of("Retry-After", "30")).answer();
        } catch (InterruptedException late) {
            Thread.currentThread().interrupt();
            return new Refusal(503, "Too much is asked at once.").answer();
        }
        try {
            return work.answer();
        } finally {
            working.release();
        }
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> all = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!values.isEmpty()) all.put(name.toLowerCase(Locale.ROOT), values.getFirst());
        });
        return all;
    }

    /** Answers nobody any more; what is being answered has a second, streams end. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(TO_FINISH.toMillis(), TimeUnit.MILLISECONDS))
                LOG.debug("event=http-cut-off");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        deadlines.close();
    }
}
