package org.packetboat.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Several clients that send mail until their server is gone, and remember exactly what they were told. Each recipient
 * is used once, so that an address tells what became of it.
 */
final class Load {
    static final String OPEN = ".open.example";
    static final String CLOSED = "closed.example";
    static final String REFUSED = "refused.example";
    static final String BRIEF = "brief.example";
    static final String STORED = "hub.example.com";
    private static final List<String> REMOTE = List.of("a" + OPEN, "b" + OPEN, "c" + OPEN, CLOSED, REFUSED, BRIEF);
    private static final int LINE = 64;
    private static final int[] LINES = {1, 1, 30, 60, 60, 60, 120, 500, 500, 1_100, 6_000, 24_000};

    private static final byte[] TEXT = text();

    /** A message that was sent, by its recipients. */
    record Sent(int number, int lines, List<String> recipients) {
        byte[] bytes() {
            byte[] subject = ("Subject: " + number + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
            byte[] bytes = Arrays.copyOf(subject, subject.length + lines * LINE);
            System.arraycopy(TEXT, number % 100 * LINE, bytes, subject.length, lines * LINE);
            return bytes;
        }
    }

    /** Lines of one length, some of them beginning with a dot. */
    private static byte[] text() {
        StringBuilder text = new StringBuilder();
        Random random = new Random(1);
        while (text.length() < 2_000_000) {
            StringBuilder line = new StringBuilder(random.nextInt(9) == 0 ? "." : "");
            while (line.length() < LINE)
                line.append(Long.toString(random.nextLong(Long.MAX_VALUE), 36));
            text.append(line, 0, LINE - 2).append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private final Runnable onAnswer;
    private final List<String> domains;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, Sent> byRecipient = new ConcurrentHashMap<>();
    private final Map<String, Sent> acknowledged = new ConcurrentHashMap<>();
    private final Set<Sent> unanswered = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> doubleIds = new ConcurrentHashMap<>();

    /** @param onAnswer is called at each acknowledgement, by many threads */
    Load(Runnable onAnswer) {
        this(onAnswer, REMOTE);
    }

    private Load(Runnable onAnswer, List<String> domains) {
        this.onAnswer = onAnswer;
        this.domains = domains;
    }

    /** Also sends to {@link #STORED}. */
    static Load withMailboxes(Runnable onAnswer) {
        List<String> all = new ArrayList<>(REMOTE);
        all.add(STORED);
        return new Load(onAnswer, all);
    }

    /** Lets some clients send until the server is gone. */
    List<Thread> on(int port, int clients, long seed) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Random random = new Random(seed * 31 + i);
            threads.add(Thread.ofPlatform().daemon().start(() -> client(port, random)));
        }
        return threads;
    }

    private void client(int port, Random random) {
        while (true) {
            try (SmtpTalk talk = SmtpTalk.to(port)) {
                for (int left = 1 + random.nextInt(20); left > 0; left--)
                    send(talk, random);
            } catch (IOException e) {
                return;
            }
        }
    }

    private void send(SmtpTalk talk, Random random) throws IOException {
        Sent message = message(random);
        message.recipients().forEach(r -> byRecipient.put(r, message));
        talk.envelope("sender@hub.example.com", message.recipients());
        unanswered.add(message);
        talk.content(message.bytes());
        String id = talk.expect("250 2.0.0 Ok: queued as ").substring("250 2.0.0 Ok: queued as ".length());
        if (acknowledged.put(id, message) != null) doubleIds.merge(id, 1, Integer::sum);
        unanswered.remove(message);
        onAnswer.run();
    }

    private Sent message(Random random) {
        int number = numbers.incrementAndGet();
        List<String> recipients = new ArrayList<>();
        int count = random.nextInt(4) == 0 ? domains.size() : 1;
        int first = random.nextInt(domains.size());
        for (int d = 0; d < count; d++)
            for (int r = random.nextInt(3); r >= 0; r--)
                recipients.add("m" + number + "r" + r + "@" + domains.get((first + d) % domains.size()));
        return new Sent(number, LINES[random.nextInt(LINES.length)], List.copyOf(recipients));
    }

    Map<String, Sent> acknowledged() {
        return new HashMap<>(acknowledged);
    }

    /** What was sent to its last byte and never answered: it may be stored or not, but wholly. */
    Set<Sent> unanswered() {
        return unanswered;
    }

    Sent of(String recipient) {
        return byRecipient.get(recipient);
    }

    /** Ids that were given twice. */
    Set<String> doubleIds() {
        return doubleIds.keySet();
    }
}
