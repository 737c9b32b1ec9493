package org.packetboat.protocols.mail;

import java.util.Optional;
import java.util.Set;

/** The path of a MAIL or RCPT that breaks RFC 5321 section 4.1.2 in a way that is borne. */
final class LoosePath {
    private LoosePath() {}

    /**
     * @param keyword what the path follows, with its colon
     * @param borne   what may be wrong with it
     * @return empty if there is no path with all that
     */
    static Optional<AddressCommand> behind(String argument, String keyword, Set<Tolerance> borne) {
        String name = keyword.substring(0, keyword.length() - 1);
        if (!argument.regionMatches(true, 0, name, 0, name.length())) return Optional.empty();
        String colon = argument.substring(name.length());
        String text = borne.contains(Tolerance.SPACES) ? colon.stripLeading() : colon;
        if (!text.startsWith(":")) return Optional.empty();
        String path = text.substring(1).strip();
        if (!borne.contains(Tolerance.BRACKETS)) return bracketed(path, borne);
        int open = Path.find('<', path, 0);
        return open < 0 ? bare(path) : bracketed(path.substring(open), borne).or(() -> bare(path.substring(open + 1)));
    }

    private static Optional<AddressCommand> bracketed(String text, Set<Tolerance> borne) {
        int end = Path.end(text);
        boolean loose = borne.contains(Tolerance.SPACES);
        if (end < 0 || !loose && end + 1 < text.length() && text.charAt(end + 1) != ' ') return Optional.empty();
        String inside = text.substring(1, end);
        return Optional.of(new AddressCommand(Path.of(loose ? inside.strip() : inside), text.substring(end + 1)));
    }

    /** Ends with a space, or with the one bracket that is there. */
    private static Optional<AddressCommand> bare(String text) {
        int space = Path.find(' ', text, 0);
        int end = space < 0 ? text.length() : space;
        String word = text.substring(0, end);
        String mailbox = word.endsWith(">") ? word.substring(0, word.length() - 1) : word;
        boolean clear = !mailbox.isEmpty() && Path.find('<', mailbox, 0) < 0 && Path.find('>', mailbox, 0) < 0;
        return clear ? Optional.of(new AddressCommand(Path.of(mailbox), text.substring(end))) : Optional.empty();
    }
}
