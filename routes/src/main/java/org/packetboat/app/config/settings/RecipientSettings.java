package org.packetboat.app.config.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.packetboat.connectors.seal.PublicKeys;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.peer.PeerPolicy;

/**
 * Who there is, by lists.
 *
 * @param lists     no two of them for one domain
 * @param separator between a name and the detail of a sub-address; empty: there are no sub-addresses
 * @param harvest   how those are slowed down who name people that do not exist
 */
public record RecipientSettings(List<ListSource> lists, Optional<Character> separator, Harvest harvest) {
    /** Where nothing is said. */
    public static final RecipientSettings NONE = new RecipientSettings(List.of(), Optional.empty(), Harvest.USUAL);

    public RecipientSettings {
        lists = List.copyOf(lists);
    }

    /**
     * How strangers are slowed down who name people that do not exist.
     *
     * @param tarpit how long each answer is held back; zero: not at all
     * @param limit  how many of them a client may name in an hour before it is told no more who exists
     */
    public record Harvest(Duration tarpit, int limit) {
        public static final Harvest USUAL = new Harvest(Duration.ofSeconds(2), 20);
    }

    /**
     * A list.
     *
     * @param domains whose recipients it has
     * @param site    where people live of whom nothing else is said
     * @param push    which servers it is pushed to
     */
    public record ListSource(String name, List<Domain> domains, Optional<String> site, Source source, Push push) {
        public ListSource {
            domains = List.copyOf(domains);
        }

        /** Whether something of it comes or goes by mail to the mailbox of this server. */
        boolean isMailed() {
            return source instanceof Source.Pushed || !push.to().isEmpty();
        }
    }

    /**
     * Which servers have a list from here.
     *
     * @param to     their sites
     * @param hashed whether they get the hashes of local parts only
     */
    public record Push(List<String> to, boolean hashed) {
        /** None. */
        public static final Push NOWHERE = new Push(List.of(), false);

        public Push {
            to = List.copyOf(to);
        }
    }

    /** Whether lists are pushed here, or from here: by mail to the mailbox {@code packetboat-config}. */
    public boolean takesMail() {
        return lists.stream().anyMatch(ListSource::isMailed);
    }

    /** Where a list is read from. */
    public sealed interface Source {
        /** A text file, an address in a line. */
        record Text(Path file) implements Source {}

        /**
         * A CSV file.
         *
         * @param address the name of the column with the address
         * @param site    the name of the column with the site; empty: there is none
         */
        record Csv(Path file, char delimiter, String address, Optional<String> site) implements Source {}

        /**
         * A directory.
         *
         * @param policy TLS, login, and whom we trust
         * @param every  how often it is read
         */
        record Ldap(String host, int port, PeerPolicy policy, Search search, Duration every) implements Source {}

        /** Another server, which pushes it here by mail. @param by its public keys */
        record Pushed(PublicKeys by) implements Source {}

        /**
         * What is looked for in a directory.
         *
         * @param base    the entry at and below which it is
         * @param filter  which entries count; empty: those that have an address
         * @param address the attribute with the addresses
         * @param site    the attribute with the site; empty: there is none
         */
        record Search(String base, Optional<String> filter, String address, Optional<String> site) {}
    }
}
