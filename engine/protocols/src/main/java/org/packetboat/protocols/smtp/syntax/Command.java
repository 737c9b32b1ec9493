package org.packetboat.protocols.smtp.syntax;

/**
 * A command line, taken apart.
 *
 * @param verb     what it asks for
 * @param argument what stands behind the verb, without spaces around it
 */
public record Command(Verb verb, String argument) {
    public static Command of(String line) {
        int space = line.indexOf(' ');
        int end = space < 0 ? line.length() : space;
        Verb verb = Verb.of(line, end);
        return new Command(verb, line.substring(end).strip());
    }
}
