package org.packetboat.connectors.history;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.status.StatusEvent;

/** By what an event is found: a letter for the kind of key, and the key in lower case. */
final class EventKeys {
    private EventKeys() {}

    static String id(QueueId id) {
        return "i:" + id;
    }

    static String site(String site) {
        return "s:" + site;
    }

    /** What a user's word may be; an id is told from the rest by who knows ids. */
    static List<String> asked(String what) {
        String word = what.strip();
        String bare = word.startsWith("<") && word.endsWith(">") ? word.substring(1, word.length() - 1) : word;
        return List.of("i:" + bare.toUpperCase(Locale.ROOT), key('m', bare), key('a', bare), key('b', word));
    }

    /** Hands over each key of an event. */
    static void of(StatusEvent event, Consumer<String> each) {
        switch (event) {
            case StatusEvent.OfMessage e -> {
                each.accept(id(e.message()));
                e.batch().ifPresent(batch -> each.accept(key('b', batch)));
                ofMessage(e, each);
            }
            case StatusEvent.SessionOpened e -> each.accept(site(e.site()));
            case StatusEvent.SessionEnded e -> each.accept(site(e.site()));
            case StatusEvent.WindowOpened e -> each.accept(site(e.site()));
            default -> {
                // nobody asks for these
            }
        }
    }

    private static void ofMessage(StatusEvent.OfMessage event, Consumer<String> each) {
        switch (event) {
            case StatusEvent.Accepted e -> {
                address(e.about().sender(), each);
                StatusEvent.Heading heading = e.heading();
                heading.messageId().ifPresent(id -> each.accept(asked(id).get(1)));
                heading.recipients().forEach(to -> each.accept(address(to)));
            }
            case StatusEvent.Delivered e -> each.accept(address(e.recipient()));
            case StatusEvent.Relayed e -> each.accept(address(e.recipient()));
            case StatusEvent.Deferred e -> each.accept(address(e.recipient()));
            case StatusEvent.Refused e -> each.accept(address(e.recipient()));
            case StatusEvent.Expired e -> each.accept(address(e.recipient()));
            case StatusEvent.NoticeSent e -> {
                each.accept(id(e.notice()));
                each.accept(address(e.to()));
            }
            case StatusEvent.Repeated e -> e.recipients().forEach(to -> each.accept(address(to)));
            default -> {
                // its message and its big send are all there is
            }
        }
    }

    private static void address(Optional<Address> sender, Consumer<String> each) {
        sender.ifPresent(from -> each.accept(address(from)));
    }

    private static String address(Address address) {
        return key('a', address.toString());
    }

    private static String key(char kind, String text) {
        return kind + ":" + text.toLowerCase(Locale.ROOT);
    }
}
