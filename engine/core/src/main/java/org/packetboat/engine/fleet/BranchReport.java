package org.packetboat.engine.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a branch tells its hub of itself. As a word of at most 200 bytes, printable ASCII without blanks; keys that are
 * not known are passed over, so that later versions may add some:
 *
 * <pre>
 * v=0.2.0,f=48211,q=15,o=86400,t=1795910255,i=1a2b.19ad0c3e7f1,n=2,p=no_backup_was_made
 *
 * v version    f MB free on the disk of the queue    q envelopes that wait    o s since the oldest came in
 * t its clock, s since 1970    i its data folder and run    n problems    p the first of them, cut off
 * </pre>
 *
 * @param version  of its program
 * @param freeMb   how much of its disk is free, in MB; -1 if it does not say
 * @param depth    how many envelopes wait there; -1 if it does not say
 * @param oldest   for how long the oldest has waited
 * @param clock    what its clock showed
 * @param instance names its data folder and the run of the server
 * @param problems how many there are
 * @param problem  the first of them
 */
public record BranchReport(String version, long freeMb, long depth, Duration oldest, Optional<Instant> clock,
        String instance, int problems, String problem) {
    /** The longest word, in bytes. */
    public static final int LONGEST = 200;

    private static final int LONGEST_VERSION = 24;
    private static final int LONGEST_INSTANCE = 40;
    private static final String NUMBER = "-?[0-9]{1,18}";

    /** As it goes over the wire. */
    public String word() {
        String fixed = "v=" + cut(fit(version), LONGEST_VERSION) + ",f=" + freeMb + ",q=" + depth + ",o="
                + oldest.toSeconds() + clock.map(at -> ",t=" + at.getEpochSecond()).orElse("") + ",i="
                + cut(fit(instance), LONGEST_INSTANCE) + ",n=" + problems;
        return problem.isEmpty() ? fixed : cut(fixed + ",p=" + fit(problem), LONGEST);
    }

    /** Empty if that can be no report. */
    public static Optional<BranchReport> read(String word) {
        if (word.length() > LONGEST || !word.matches("[!-~]+")) return Optional.empty();
        Map<String, String> fields = new HashMap<>();
        for (String field : word.split(",")) {
            int equals = field.indexOf('=');
            if (equals > 0) fields.putIfAbsent(field.substring(0, equals), field.substring(equals + 1));
        }
        if (!fields.containsKey("v")) return Optional.empty();
        long oldest = Math.min(number(fields, "o").orElse(0L), Integer.MAX_VALUE);
        return Optional.of(new BranchReport(cut(fields.get("v"), LONGEST_VERSION), number(fields, "f").orElse(-1L),
                number(fields, "q").orElse(-1L), Duration.ofSeconds(Math.max(0, oldest)),
                number(fields, "t").filter(t -> t >= 0 && t < Integer.MAX_VALUE * 4L).map(Instant::ofEpochSecond),
                cut(fields.getOrDefault("i", ""), LONGEST_INSTANCE),
                Math.clamp(number(fields, "n").orElse(0L), 0, Integer.MAX_VALUE),
                fields.getOrDefault("p", "").replace('_', ' ')));
    }

    private static Optional<Long> number(Map<String, String> fields, String key) {
        return Optional.ofNullable(fields.get(key)).filter(text -> text.matches(NUMBER)).map(Long::valueOf);
    }

    /** Blanks become underscores; what else does not belong into a word, question marks. */
    private static String fit(String text) {
        StringBuilder fitted = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> {
            boolean blank = Character.isWhitespace(c) || c == ',';
            if (blank) fitted.append('_');
            else fitted.append(c > ' ' && c < 127 ? (char) c : '?');
        });
        return fitted.toString();
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
