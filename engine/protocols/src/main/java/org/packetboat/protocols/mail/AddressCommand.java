package org.packetboat.protocols.mail;

import java.util.Optional;
import java.util.Set;

/**
 * MAIL or RCPT, taken apart (RFC 5321 sections 4.1.1.2 and 4.1.1.3). {@link CommandWriter} writes them.
 *
 * @param path what stands between the angle brackets
 * @param rest what stands behind them
 */
public record AddressCommand(Path path, String rest) {
    /** Which of the two. */
    public enum Kind {
        MAIL("MAIL ", "FROM:"), RCPT("RCPT ", "TO:");

        private final String verb;
        private final String keyword;

        Kind(String verb, String keyword) {
            this.verb = verb;
            this.keyword = keyword;
        }

        /** Whether a line is this command, well or badly written. */
        public boolean begins(String line) {
            return line.regionMatches(true, 0, verb, 0, verb.length());
        }

        /**
         * Reads a whole line.
         *
         * @return empty if it is no such command, or has no path
         */
        public Optional<AddressCommand> readLine(String line) {
            return begins(line) ? readArgument(line.substring(verb.length()).strip()) : Optional.empty();
        }

        /**
         * Reads what stands behind the verb.
         *
         * @return empty if there is no path
         */
        public Optional<AddressCommand> readArgument(String argument) {
            if (!argument.regionMatches(true, 0, keyword, 0, keyword.length())) return Optional.empty();
            String text = argument.substring(keyword.length()).strip();
            int end = Path.end(text);
            if (end < 0 || end + 1 < text.length() && text.charAt(end + 1) != ' ') return Optional.empty();
            return Optional.of(new AddressCommand(Path.of(text.substring(1, end)), text.substring(end + 1)));
        }

        /**
         * Reads what stands behind the verb, as somebody wrote it who is borne much of.
         *
         * @return empty if there is no path with all that
         */
        public Optional<AddressCommand> readArgument(String argument, Set<Tolerance> borne) {
            return borne.isEmpty() ? readArgument(argument) : LoosePath.behind(argument, keyword, borne);
        }

        String opening() {
            return verb + keyword + '<';
        }
    }

    /** Its parameters; empty if they are malformed. */
    public Optional<Parameters> parameters() {
        return Parameters.read(rest);
    }
}
