package org.packetboat.connectors.http;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The sessions of users who have logged in on a page. A browser shows a session by a cookie (RFC 6265) that scripts
 * can't read and pages of other servers can't send. A session ends eight hours after its last request, a day after its
 * login, at the logout, and with the process. With more than 1000 sessions the oldest ends.
 */
final class LoginSessions {
    static final Duration IDLE = Duration.ofHours(8);
    static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST = 1000;
    private static final int BYTES = 32;

    private record Session(String user, long begun, long used) {}

    private final String cookie;
    private final boolean secure;
    private final LongSupplier nanos;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> open = new LinkedHashMap<>();

    /**
     * @param port   two servers of one machine have two cookies, though browsers know hosts only
     * @param secure whether the cookie goes over TLS only
     * @param nanos  elapsed time
     */
    LoginSessions(int port, boolean secure, LongSupplier nanos) {
        this.cookie = "packetboat-" + port;
        this.secure = secure;
        this.nanos = nanos;
    }

    /** Begins a session. @return the value of {@code Set-Cookie} */
    synchronized String begin(String user) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        long now = nanos.getAsLong();
        open.values().removeIf(session -> isOver(session, now));
        if (open.size() >= MOST) open.remove(open.keySet().iterator().next());
        open.put(token, new Session(user, now, now));
        return set(token, "");
    }

    /** The user of a request's session; empty if that has ended, or there is none. */
    synchronized Optional<String> user(Map<String, String> headers) {
        long now = nanos.getAsLong();
        Optional<String> token = token(headers);
        Optional<Session> session = token.map(open::get).filter(found -> !isOver(found, now));
        session.ifPresent(found -> open.put(token.get(), new Session(found.user(), found.begun(), now)));
        return session.map(Session::user);
    }

    /** Ends a request's session, if there is one. @return the value of {@code Set-Cookie} */
    synchronized String end(Map<String, String> headers) {
        token(headers).ifPresent(open::remove);
        return set("", "; Max-Age=0");
    }

    private String set(String token, String more) {
        return cookie + "=" + token + "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "") + more;
    }

    private Optional<String> token(Map<String, String> headers) {
        return Arrays.stream(headers.getOrDefault("cookie", "").split(";")).map(String::strip)
                .filter(pair -> pair.startsWith(cookie + "=")).map(pair -> pair.substring(cookie.length() + 1))
                .findFirst();
    }

    private static boolean isOver(Session session, long now) {
        return now - session.used() > IDLE.toNanos() || now - session.begun() > LONGEST.toNanos();
    }
}
