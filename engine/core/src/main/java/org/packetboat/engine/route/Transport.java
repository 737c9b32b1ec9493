package org.packetboat.engine.route;

import java.util.List;
import java.util.Optional;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.Tls;

/** How a site is reached once its link is up; what the link's adapter needs to know. */
public sealed interface Transport {
    /** SMTP to a named host, or to the mail exchangers of each domain by preference (RFC 5321 section 5.1). */
    record Smtp(Optional<String> host, int port, PeerPolicy policy) implements Transport {
        /** Without a login. */
        public Smtp(Optional<String> host, int port, Tls tls) {
            this(host, port, new PeerPolicy(tls));
        }
    }

    /**
     * SMTP over a network link that a call brings up, with PPP spoken on it.
     *
     * @param number what is dialled; none where the link knows its one number itself
     * @param beyond whom to speak to over it, {@link Smtp}, {@link Hosts} or {@link Asked}; empty for the far side of
     *               the call
     * @param port   at which that far side is spoken to
     */
    record DialUp(Optional<String> number, Optional<Transport> beyond, int port, PeerPolicy policy)
            implements
                Transport {
        /** Without a login. */
        public DialUp(Optional<String> number, Optional<Transport> beyond, int port, Tls tls) {
            this(number, beyond, port, new PeerPolicy(tls));
        }
    }

    /**
     * SMTP to one of several hosts, those of the lowest preference first, equals in turns; who is down is left out.
     *
     * @param probe how they are looked after while the route is open
     */
    record Hosts(List<SiteHost> hosts, Probe probe, PeerPolicy policy) implements Transport {
        public Hosts {
            hosts = List.copyOf(hosts);
        }

        /** Without a login. */
        public Hosts(List<SiteHost> hosts, Probe probe, Tls tls) {
            this(hosts, probe, new PeerPolicy(tls));
        }
    }

    /**
     * SMTP to whichever server of a network answers for the domain. Who that is, is asked once the link is up.
     *
     * @param address where the question goes: a broadcast address, or a server that knows
     */
    record Asked(String address, int port) implements Transport {}

    /**
     * SMTP to another server that carries it on, as it told us.
     *
     * @param servers those that mail passes, in lower case, that server first
     * @param opened  whether the line behind it is open; if not, mail opens it
     */
    record Router(String host, int port, List<String> servers, boolean opened) implements Transport {
        /** Mail passes no more servers than this. */
        public static final int LONGEST_PATH = 14;

        public Router {
            servers = List.copyOf(servers);
        }

        /** One that carries it on at once. */
        public Router(String host, int port, List<String> servers) {
            this(host, port, servers, true);
        }
    }

    /** LMTP (RFC 2033) to a host: final delivery, one answer for each recipient. */
    record Lmtp(String host, int port) implements Transport {}

    /** Routes that users write take it: final delivery. */
    record Routes() implements Transport {}

    /**
     * A Maildir for each user below this folder: final delivery.
     *
     * @param mustExist whether only users with a folder get mail; otherwise one is made for anybody
     */
    record Maildir(String folder, boolean mustExist) implements Transport {
        /** One where anybody gets mail. */
        public Maildir(String folder) {
            this(folder, false);
        }
    }

    /**
     * UUCP, over whatever line the link brings up.
     *
     * @param node         the far side's UUCP name
     * @param number       what is dialled: a telephone number, or host and port of a socket; none for a cable
     * @param login        the name we log in with, where the far side asks for one
     * @param passwordFile the file that holds the password for it
     * @param bundles     how mail is exchanged with it
     */
    record Uucp(String node, Optional<String> number, Optional<String> login, Optional<String> passwordFile,
            BundlePolicy bundles) implements Transport {
        /** Mail is exchanged as usual. */
        public Uucp(String node, Optional<String> number, Optional<String> login, Optional<String> passwordFile) {
            this(node, number, login, passwordFile, BundlePolicy.USUAL);
        }
    }

    /** Whether delivering here makes the mail arrive, not just go one hop further. */
    default boolean isFinal() {
        return switch (this) {
            case Smtp _, Hosts _, Asked _, Router _, DialUp _, Uucp _ -> false;
            case Lmtp _, Maildir _, Routes _ -> true;
        };
    }

    /** The several hosts of the site, where it has such. */
    default Optional<Hosts> several() {
        return switch (this) {
            case Hosts several -> Optional.of(several);
            case DialUp(var _, Optional<Transport> beyond, int _, var _) -> beyond.flatMap(Transport::several);
            case Smtp _, Asked _, Router _, Uucp _, Lmtp _, Maildir _, Routes _ -> Optional.empty();
        };
    }

    /** How the mail servers of the site are dealt with, where SMTP is spoken with them. */
    default Optional<PeerPolicy> peers() {
        return switch (this) {
            case Smtp(var _, int _, PeerPolicy policy) -> Optional.of(policy);
            case Hosts(var _, var _, PeerPolicy policy) -> Optional.of(policy);
            case DialUp(var _, var _, int _, PeerPolicy policy) -> Optional.of(policy);
            case Asked _, Router _, Uucp _, Lmtp _, Maildir _, Routes _ -> Optional.empty();
        };
    }

    /** What is dialled, or connected to, where the route says so. */
    default Optional<String> number() {
        return switch (this) {
            case DialUp(Optional<String> number, var _, int _, var _) -> number;
            case Uucp(var _, Optional<String> number, var _, var _, var _) -> number;
            case Smtp _, Hosts _, Asked _, Router _, Lmtp _, Maildir _, Routes _ -> Optional.empty();
        };
    }

    /** What a call is to: a text that no other site has; empty where no call is made. */
    default String called() {
        return switch (this) {
            case DialUp(Optional<String> number, var _, int _, var _) -> number.orElse("");
            case Uucp(String node, Optional<String> number, var _, var _, var _) -> node + number.orElse("");
            case Smtp _, Hosts _, Asked _, Router _, Lmtp _, Maildir _, Routes _ -> "";
        };
    }

    /** Whether each domain of the route is a place of its own, found in DNS or by asking. */
    default boolean perDomain() {
        return switch (this) {
            case Smtp(Optional<String> host, int _, var _) -> host.isEmpty();
            case Asked _ -> true;
            case DialUp(var _, Optional<Transport> beyond, int _, var _) ->
                beyond.filter(Transport::perDomain).isPresent();
            case Hosts _, Router _, Uucp _, Lmtp _, Maildir _, Routes _ -> false;
        };
    }
}
