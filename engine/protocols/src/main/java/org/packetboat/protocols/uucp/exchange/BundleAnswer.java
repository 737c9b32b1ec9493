package org.packetboat.protocols.uucp.exchange;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.uucp.mail.Printable;

/**
 * What one Packetboat answers to another one's batch once all of it that can be taken in is: a word of proof, and what
 * it refuses, for ever or for now, by place in the batch.
 *
 * <pre>
 * CY Zk3vQ0bXb2pYcXJz                               all of it
 * CY - 3:550:5.1.1:no+such+user,7:552:5.3.4:too+large   all but the fourth and the eighth
 * CY - 0:452:4.3.1:too+much+mail+waits              all but the first, which is to come again later
 * EN8 Zk3vQ0bXb2pYcXJz                              I had it already
 * </pre>
 *
 * @param proof   {@code -} where nobody insists on one
 * @param refused what was said of each refused mail
 */
record BundleAnswer(String proof, Map<Integer, Reply> refused) {
    private static final int LONGEST_TEXT = 100;
    private static final int LONGEST = 7000;
    private static final Pattern REFUSAL = Pattern
            .compile("(\\d{1,6}):([45]\\d\\d):([45]\\.\\d{1,3}\\.\\d{1,3}):((?:[A-Za-z0-9.*_+-]|%[0-9A-F]{2})*+)");

    /** The words after {@code CY}; reasons are left out where there are too many. */
    String words() {
        if (refused.isEmpty()) return " " + proof;
        String reasons = refusals(LONGEST_TEXT);
        return " " + proof + " " + (reasons.length() > LONGEST ? refusals(0) : reasons);
    }

    private String refusals(int longestText) {
        return new TreeMap<>(refused).entrySet().stream().map(e -> e.getKey() + ":" + e.getValue().code() + ":"
                + status(e.getValue()) + ":" + encoded(e.getValue().text(), longestText))
                .collect(Collectors.joining(","));
    }

    private static String encoded(String text, int longest) {
        return URLEncoder.encode(text.substring(0, Math.min(longest, text.length())), StandardCharsets.UTF_8);
    }

    private static String status(Reply reply) {
        return !reply.status().isEmpty() ? reply.status() : reply.isPermanent() ? "5.0.0" : "4.0.0";
    }

    /**
     * Reads an answer.
     *
     * @param mails how many there are in the batch
     * @return empty if it is none
     */
    static Optional<BundleAnswer> parse(String answer, int mails) {
        String[] words = answer.split(" ");
        if (words.length > 3) return Optional.empty();
        Map<Integer, Reply> refused = new HashMap<>();
        for (String refusal : words.length > 2 ? words[2].split(",") : new String[0]) {
            Matcher told = REFUSAL.matcher(refusal);
            if (!told.matches() || Integer.parseInt(told.group(1)) >= mails) return Optional.empty();
            String text = Printable.of(URLDecoder.decode(told.group(4), StandardCharsets.UTF_8));
            refused.put(Integer.parseInt(told.group(1)),
                    new Reply(Integer.parseInt(told.group(2)), told.group(3), text));
        }
        return Optional.of(new BundleAnswer(words.length > 1 ? words[1] : "-", refused));
    }
}
