package org.packetboat.connectors.usage;

import java.util.stream.Stream;

/**
 * Whose usage of a day a row is. What does not apply is empty.
 *
 * @param sender   the return path; {@code <>} for the null path
 * @param login    the name that its client had logged in with
 * @param site     where it went
 * @param batch    the big send it belongs to
 * @param currency of what calls cost
 */
public record UsageKey(String sender, String login, String site, String batch, String currency) {
    /** Stands for all that have no row of their own, since there were too many. */
    public static final String OTHERS = "(others)";

    /** Those who are counted together, so that one sort of names can't take the room of another one. */
    enum Kind {
        /** Anybody out there may name himself so. */
        SENDER,
        /** Senders of those who have logged in. */
        CLIENT,
        LOGIN,
        SITE_BATCH,
        SITE,
        REST
    }

    Kind kind() {
        if (isNamed(sender)) return isNamed(login) ? Kind.CLIENT : Kind.SENDER;
        if (isNamed(login)) return Kind.LOGIN;
        if (isNamed(site)) return isNamed(batch) ? Kind.SITE_BATCH : Kind.SITE;
        return Kind.REST;
    }

    /** The rows that it may count in, if there is no room for one of its own: the closest first. */
    Stream<UsageKey> shared() {
        UsageKey sender = new UsageKey(other(this.sender), login, site, batch, currency);
        UsageKey batch = new UsageKey(sender.sender, login, site, other(this.batch), currency);
        return Stream.of(sender, batch, new UsageKey(sender.sender, other(login), other(site), batch.batch, currency));
    }

    private static boolean isNamed(String one) {
        return !one.isEmpty() && !one.equals(OTHERS);
    }

    private static String other(String one) {
        return one.isEmpty() ? "" : OTHERS;
    }
}
