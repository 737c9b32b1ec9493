package org.packetboat.schedules.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A command that a caller may have run with what it sends, as a line of a permission file says. A line that begins with
 * {@code #} says nothing.
 *
 * <pre>
 * rnews  /usr/bin/rnews
 * lp     /usr/bin/lp -s   :  -d[a-z]+  -n[1-9]
 * </pre>
 *
 * @param name      what the caller calls it
 * @param program   what is run: an absolute path, and arguments of ours
 * @param arguments what each argument of the caller's has to match one of, from its first letter to its last; none if
 *                  it may give none
 */
public record CommandRule(String name, List<String> program, List<Pattern> arguments) {
    private static final Set<String> MAIL = Set.of("rmail", "rsmtp", "rbsmtp", "bsmtp", "packetboat-batch");
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._+-]*";

    public CommandRule {
        program = List.copyOf(program);
        arguments = List.copyOf(arguments);
    }

    /**
     * Reads the lines of a permission file.
     *
     * @throws IllegalArgumentException with the number of the line, what was found and what is expected
     */
    static List<CommandRule> parse(List<String> lines) {
        List<CommandRule> rules = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) continue;
            CommandRule rule = rule(line, "line " + (i + 1) + ": ");
            if (rules.stream().anyMatch(other -> other.name.equals(rule.name)))
                throw new IllegalArgumentException("line " + (i + 1) + ": found " + rule.name + " a second time");
            rules.add(rule);
        }
        return rules;
    }

    private static CommandRule rule(String line, String at) {
        String[] halves = line.split("(?<=\\s):(?=\\s|$)", 2);
        List<String> words = List.of(halves[0].strip().split("\\s+"));
        String name = words.getFirst();
        if (!name.matches(NAME) || MAIL.contains(name))
            throw new IllegalArgumentException(at + "found \"" + name + "\"; expected the name of a command other than "
                    + "those for mail");
        if (words.size() < 2 || !words.get(1).startsWith("/"))
            throw new IllegalArgumentException(
                    at + "found no program; expected the absolute path of one behind the name");
        return new CommandRule(name, words.subList(1, words.size()), patterns(halves.length == 2 ? halves[1] : "", at));
    }

    private static List<Pattern> patterns(String text, String at) {
        try {
            return Arrays.stream(text.strip().split("\\s+")).filter(word -> !word.isEmpty()).map(Pattern::compile)
                    .toList();
        } catch (PatternSyntaxException bad) {
            throw new IllegalArgumentException(
                    at + "found \"" + bad.getPattern() + "\"; expected a regular expression");
        }
    }

    /** Why these arguments of a caller's are not taken; empty if they are. */
    public Optional<String> refusal(List<String> given) {
        return given.stream().filter(one -> arguments.stream().noneMatch(p -> p.matcher(one).matches())).findFirst()
                .map(one -> "not an argument for " + name + ": " + one);
    }

    /** What is run with these arguments of a caller's. */
    public List<String> commandLine(List<String> given) {
        List<String> all = new ArrayList<>(program);
        all.addAll(given);
        return all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CommandRule rule && toString().equals(rule.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
