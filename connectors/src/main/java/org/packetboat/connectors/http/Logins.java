package org.packetboat.connectors.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.packetboat.protocols.smtp.server.port.Authenticator;

/**
 * Who may come in, by Basic (RFC 7617), which is used over TLS or on this machine only. Passwords are checked as those
 * of SMTP, but failures are counted apart from them: whoever guesses too often is put off, and the check takes equally
 * long whether or not the user exists.
 *
 * @param passwords empty if nobody can log in
 * @param users     what each may do
 * @param without   what somebody may do who did not log in
 * @param proxy     says in headers who is logged in
 * @param sessions  of those who logged in on a page
 */
record Logins(Optional<Authenticator> passwords, Map<String, Role> users, Role without, Optional<ProxyTrust> proxy,
        LoginSessions sessions) {
    private static final String BASIC = "basic ";
    private static final long SECONDS = 30;
    private static final Map<String, String> ASK = Map.of("WWW-Authenticate",
            "Basic realm=\"Packetboat\", charset=\"UTF-8\"");

    /** Either who it is, or why he is not let in. */
    sealed interface Result {
        record In(WebRequest.Caller caller) implements Result {}

        record Out(Refusal refusal) implements Result {}
    }

    private record Login(String user, String password) {}

    /** Waits for the check of a password. @param needed what the caller must be allowed at least */
    Result check(String address, Map<String, String> headers, Role needed) {
        Optional<ProxyTrust> claimed = proxy.filter(p -> p.isClaimed(headers));
        if (claimed.filter(p -> !p.isProxy(address, headers)).isPresent()) {
            return out(403, "Only the proxy of http.proxy-login may say who is logged in. This request came from "
                    + address + ", or without the proxy's secret.", Map.of());
        }
        Optional<String> user = claimed.flatMap(p -> p.user(address, headers));
        return user.isPresent()
                ? letIn(new WebRequest.Caller(user.get(), claimed.get().role(user.get(), headers), address), needed)
                : checkLogin(address, headers, needed);
    }

    private Result checkLogin(String address, Map<String, String> headers, Role needed) {
        String given = headers.getOrDefault("authorization", "");
        if (given.isEmpty()) {
            Optional<String> known = sessions.user(headers);
            return known.isPresent()
                    ? letIn(new WebRequest.Caller(known.get(), role(known.get()), address, true), needed)
                    : withoutLogin(address, headers, needed);
        }
        Optional<Login> login = login(given);
        if (login.isEmpty() || passwords.isEmpty()) return out(401, "This login can't be used here.", ask(headers));
        Login who = login.get();
        return switch (verdict(address, who)) {
            case RIGHT -> letIn(new WebRequest.Caller(who.user(), role(who.user()), address), needed);
            case WRONG -> out(401, "User or password are wrong.", ask(headers));
            case BUSY -> out(429, "Too many logins are being checked, or failed from this address. Try again later.",
                    Map.of("Retry-After", "60"));
        };
    }

    /** A page begins a session with a login. @return 204 with a cookie, or why not */
    WebAnswer begin(String address, Map<String, String> headers) {
        if (proxy.filter(p -> p.isClaimed(headers)).isPresent())
            return new Refusal(409, "Users are logged in by the proxy of http.proxy-login.").answer();
        if (!headers.containsKey("authorization")) return new Refusal(401, "This needs a login.").answer();
        return switch (check(address, headers, Role.ANYBODY)) {
            case Result.Out(Refusal refusal) -> refusal.answer();
            case Result.In(WebRequest.Caller caller) -> answer(sessions.begin(caller.user()));
        };
    }

    /** A page ends its session. */
    WebAnswer end(Map<String, String> headers) {
        return answer(sessions.end(headers));
    }

    private static WebAnswer answer(String cookie) {
        return new WebAnswer.Whole(204, "text/plain; charset=utf-8", new byte[0], Map.of("Set-Cookie", cookie));
    }

    /** A page asks for user and password itself; the browser is not to do it, too (Fetch Metadata). */
    private static Map<String, String> ask(Map<String, String> headers) {
        boolean fromPage = headers.containsKey("x-packetboat")
                || headers.getOrDefault("sec-fetch-dest", "").equals("empty");
        return fromPage ? Map.of() : ASK;
    }

    private Result withoutLogin(String address, Map<String, String> headers, Role needed) {
        if (without.covers(needed)) return new Result.In(new WebRequest.Caller("", without, address));
        if (passwords.isEmpty()) {
            return out(403, "This needs a login. Add http.auth-file and http.users to packetboat.yaml.", Map.of());
        }
        return out(401, "This needs a login.", ask(headers));
    }

    private Role role(String user) {
        return users.getOrDefault(user, Role.ANYBODY);
    }

    /** Who can log in, but has no role here, sees what anybody sees. */
    private static Result letIn(WebRequest.Caller caller, Role needed) {
        return caller.role().covers(needed)
                ? new Result.In(caller)
                : out(403, "User " + caller.user() + " may not do that. Roles are given under http in packetboat.yaml.",
                        Map.of());
    }

    private static Result out(int status, String why, Map<String, String> headers) {
        return new Result.Out(new Refusal(status, why, headers));
    }

    private static Optional<Login> login(String header) {
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) return Optional.empty();
        try {
            String text = new String(Base64.getDecoder().decode(header.substring(BASIC.length()).strip()),
                    StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 1
                    ? Optional.empty()
                    : Optional.of(new Login(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private Authenticator.Verdict verdict(String address, Login login) {
        CompletableFuture<Authenticator.Verdict> verdict = new CompletableFuture<>();
        passwords.orElseThrow().check(address, login.user(), login.password(), verdict::complete);
        try {
            return verdict.get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Authenticator.Verdict.BUSY;
        } catch (ExecutionException | TimeoutException e) {
            return Authenticator.Verdict.BUSY;
        }
    }
}
