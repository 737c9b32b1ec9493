package org.packetboat.engine.route.rule;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.packetboat.engine.intake.Entrance;
import org.packetboat.engine.intake.AnnouncedMail;

/**
 * Whose mail a delivery rule is about. What is empty asks for nothing; of each list one has to fit.
 *
 * @param senders   return paths
 * @param entrances where it comes in: {@code uucp}, {@code "uucp:denver"}
 * @param listeners names of listeners of SMTP and LMTP
 * @param logins    names that clients have logged in with; {@code *} for any
 * @param clients   networks of clients
 */
public record SenderCondition(List<AddressPattern> senders, Set<String> entrances, Set<String> listeners,
        Set<String> logins, List<AddressRange> clients) {
    /** Whoever has logged in. */
    public static final String ANY_LOGIN = "*";

    /** Anybody's. */
    public static final SenderCondition ANY = new SenderCondition(List.of(), Set.of(), Set.of(), Set.of(), List.of());

    public SenderCondition {
        senders = List.copyOf(senders);
        entrances = Set.copyOf(entrances);
        listeners = Set.copyOf(listeners);
        logins = Set.copyOf(logins);
        clients = List.copyOf(clients);
    }

    /** Whether it can only be fulfilled by a client of a listener. */
    public boolean needsClient() {
        return !listeners.isEmpty() || !logins.isEmpty() || !clients.isEmpty();
    }

    boolean fits(AnnouncedMail mail) {
        return (senders.isEmpty() || senders.stream().anyMatch(s -> s.fits(mail.sender())))
                && (entrances.isEmpty() || entrances.contains(mail.entrance().kind())
                        || entrances.contains(mail.entrance().kind() + ":" + mail.entrance().name()))
                && (!needsClient() || fits(mail.entrance().client()));
    }

    private boolean fits(Optional<Entrance.Client> client) {
        return client.filter(c -> (listeners.isEmpty() || listeners.contains(c.listener()))
                && (logins.isEmpty() || c.login().filter(this::isLogin).isPresent())
                && (clients.isEmpty() || clients.stream().anyMatch(range -> range.contains(c.address()))))
                .isPresent();
    }

    private boolean isLogin(String name) {
        return logins.contains(ANY_LOGIN) || logins.contains(name);
    }

    /** Whether all that fulfils the other fulfils this. */
    boolean covers(SenderCondition other) {
        return all(senders, other.senders, AddressPattern::covers)
                && all(entrances, other.entrances, (our, their) -> their.equals(our) || their.startsWith(our + ":"))
                && all(listeners, other.listeners, String::equals)
                && all(logins, other.logins, (our, their) -> our.equals(ANY_LOGIN) || our.equals(their))
                && all(clients, other.clients, AddressRange::covers);
    }

    /** Whether one of ours covers each of theirs; none of ours cover all. */
    static <T> boolean all(Collection<T> ours, Collection<T> theirs,
            BiPredicate<T, T> covers) {
        return ours.isEmpty() || !theirs.isEmpty()
                && theirs.stream().allMatch(their -> ours.stream().anyMatch(our -> covers.test(our, their)));
    }
}
