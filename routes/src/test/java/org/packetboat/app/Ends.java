package org.packetboat.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.connectors.jmx.ServerMXBean;

/** What became of each recipient of a {@link Load}: delivered, returned in a notice, or waiting in the queue. */
final class Ends {
    private static final Pattern RETURNED = Pattern.compile("Final-Recipient: rfc822; ?(\\S+)");
    private static final Pattern SETTLED = Pattern.compile("event=delivered to=(\\S+\\.open\\.example)");
    private static final int STATUS_WITHIN = 16_000;

    /** @param life the run of the server that brought it */
    record Delivery(int life, int session) {}

    private final Map<String, List<Delivery>> deliveries = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> lastSessions = new ConcurrentHashMap<>();
    private final Map<String, Integer> settled = new ConcurrentHashMap<>();
    private final Set<String> damaged = ConcurrentHashMap.newKeySet();
    private final Load load;

    Ends(Load load) {
        this.load = load;
    }

    void delivered(int life, SmtpSink.Arrival arrival) {
        for (String recipient : arrival.recipients())
            deliveries.computeIfAbsent(recipient, _ -> new CopyOnWriteArrayList<>())
                    .add(new Delivery(life, arrival.session()));
        if (!isWhole(arrival)) damaged.addAll(arrival.recipients());
        lastSessions.merge(life, arrival.session(), Math::max);
    }

    /** Whether what was sent is what came, but for trace lines in front. */
    private boolean isWhole(SmtpSink.Arrival arrival) {
        Load.Sent sent = load.of(arrival.recipients().getFirst());
        if (sent == null) return false;
        byte[] bytes = sent.bytes();
        int from = arrival.bytes().length - bytes.length;
        return from >= 0 && Arrays.equals(arrival.bytes(), from, arrival.bytes().length, bytes, 0, bytes.length);
    }

    /** Notes what the log of a run told as delivered. */
    void told(int life, String log) {
        Matcher told = SETTLED.matcher(log);
        while (told.find())
            settled.putIfAbsent(told.group(1), life);
    }

    Set<String> delivered() {
        return deliveries.keySet();
    }

    Set<String> damaged() {
        return damaged;
    }

    /** Who got a message twice, though it was not in flight when the server was killed. */
    List<String> doubledWithoutNeed() {
        return deliveries.entrySet().stream().filter(e -> !isExcused(e.getKey(), e.getValue()))
                .map(e -> e.getKey() + e.getValue()).toList();
    }

    private boolean isExcused(String recipient, List<Delivery> all) {
        int told = settled.getOrDefault(recipient, Integer.MAX_VALUE);
        for (int i = 1; i < all.size(); i++) {
            Delivery before = all.get(i - 1);
            boolean cut = all.get(i).life() > before.life() && lastSessions.get(before.life()) == before.session();
            if (!cut || all.get(i).life() > told) return false;
        }
        return true;
    }

    long doubled() {
        return deliveries.values().stream().filter(d -> d.size() > 1).count();
    }

    /** Who was returned to the sender; each as often as it was. */
    static List<String> returned(Path mailbox) throws IOException {
        List<String> returned = new ArrayList<>();
        if (!Files.isDirectory(mailbox)) return returned;
        try (Stream<Path> notices = Files.list(mailbox)) {
            for (Path notice : notices.toList()) {
                Matcher recipient = RETURNED.matcher(start(notice));
                while (recipient.find())
                    returned.add(recipient.group(1));
            }
        }
        return returned;
    }

    private static String start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(STATUS_WITHIN), StandardCharsets.ISO_8859_1);
        }
    }

    /** Who waits in the queue; each as often as it does. */
    static List<String> waiting(ServerMXBean server) {
        return server.listDomains().stream().flatMap(d -> server.listEnvelopes(d.domain(), 1_000_000).stream())
                .flatMap(e -> e.recipients().stream()).toList();
    }

    /** What comes more than once. */
    static Set<String> repeated(List<String> all) {
        Set<String> seen = new HashSet<>();
        return all.stream().filter(one -> !seen.add(one)).collect(Collectors.toSet());
    }
}
