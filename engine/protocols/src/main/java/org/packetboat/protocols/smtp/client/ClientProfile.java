package org.packetboat.protocols.smtp.client;

import java.util.Optional;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.Tls;
import org.packetboat.protocols.smtp.sasl.SaslLogin;

/**
 * What a session is told before it starts.
 *
 * @param name     our name for EHLO, HELO or LHLO: a domain or an address literal
 * @param lmtp     whether LMTP is spoken (RFC 2033), with an answer for each recipient
 * @param policy   how the peer is dealt with; its login is {@code login}
 * @param timeouts how long to wait for the peer
 * @param pace     how the line is filled
 * @param carried  whether the peer is a router: it is told who has carried the mail, lest that come back
 * @param login    what the route logs in with, if it does
 * @param fetch    how its mail for us is fetched, if at all
 * @param service  what helps it
 * @param hungUp   whether it hung up when it was asked what it has, so that it isn't asked again
 * @param reasked  whether it is asked anew what it has when we have logged in: a Packetboat has more for whom it knows
 */
public record ClientProfile(String name, boolean lmtp, PeerPolicy policy, Timeouts timeouts, Pace pace,
        boolean carried, Optional<SaslLogin> login, Optional<Fetch> fetch, ClientService service,
        boolean hungUp, boolean reasked) {
    /** For a peer that did not hang up, and is asked once. */
    public ClientProfile(String name, boolean lmtp, PeerPolicy policy, Timeouts timeouts, Pace pace, boolean carried,
            Optional<SaslLogin> login, Optional<Fetch> fetch, ClientService service) {
        this(name, lmtp, policy, timeouts, pace, carried, login, fetch, service, false, false);
    }

    /** For a far side that is no router. */
    public ClientProfile(String name, boolean lmtp, Tls tls, Timeouts timeouts, Pace pace) {
        this(name, lmtp, new PeerPolicy(tls), timeouts, pace, false, Optional.empty(), Optional.empty(),
                ClientService.none());
    }

    /** The policy for TLS. */
    public Tls tls() {
        return policy.tls();
    }

    /** The same with this login. */
    public ClientProfile with(Optional<SaslLogin> other) {
        return new ClientProfile(name, lmtp, policy, timeouts, pace, carried, other, fetch, service, hungUp, reasked);
    }

    /** The same, without TLS: for a second try where TLS was wanted but not insisted on. */
    public ClientProfile withoutTls() {
        return with(policy.with(Tls.OFF));
    }

    /** The same, not asking what the peer has: for one that can't bear the question. */
    public ClientProfile withHelo() {
        return new ClientProfile(name, lmtp, policy, timeouts, pace, carried, login, fetch, service, true, reasked);
    }

    private ClientProfile with(PeerPolicy other) {
        return new ClientProfile(name, lmtp, other, timeouts, pace, carried, login, fetch, service, hungUp, reasked);
    }

    /** The same, asking the peer anew what it has when we have logged in. */
    public ClientProfile reasking() {
        return new ClientProfile(name, lmtp, policy, timeouts, pace, carried, login, fetch, service, hungUp, true);
    }

    /** Whether the peer is asked what it has. */
    boolean asks() {
        return !hungUp && !policy.without().contains(PeerPolicy.EHLO);
    }

    /** Whether nothing may be sent to a peer that is not asked what it has. */
    public boolean needsExtensions() {
        return lmtp || policy.tls() == Tls.MUST || login.isPresent() || !asks();
    }

    /** What we log in with: the route's login, else that for fetching. */
    Optional<SaslLogin> credentials() {
        return login.or(() -> fetch.flatMap(Fetch::login));
    }

    /** Whether nothing may be sent without TLS. */
    public boolean needsTls() {
        return policy.tls().isChecked() || needsTlsForLogin();
    }

    /** Whether nothing may be sent before TLS has begun, because the login would go in clear. */
    public boolean needsTlsForLogin() {
        return login.filter(l -> !l.inClear()).isPresent();
    }
}
