package org.packetboat.connectors.usage;

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

    /** The row of those that have none of their own. */
    UsageKey others() {
        return new UsageKey(other(sender), other(login), other(site), other(batch), currency);
    }

    private static String other(String one) {
        return one.isEmpty() ? "" : OTHERS;
    }
}
