package org.packetboat.connectors.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Text and mails for measuring: English prose out of the licences that come with every JDK, no paragraph twice, in
 * mails of the length that mails have. The same for the same JDK and seed.
 */
public final class Corpus {
    static final int TEXT = 86_016;
    private static final Path LEGAL = Path.of(System.getProperty("java.home"), "legal");
    private static final List<String> PEOPLE = List.of("Anna Berg", "Tom Reed", "Maria Costa", "Li Wei", "Sam Okafor",
            "Ruth Klein", "Jack Moore", "Eva Novak", "Paul Martin", "Nina Holm", "Omar Said", "Kate Young");
    private static final List<String> SITES = List.of("denver", "boston", "dallas", "fargo");

    private final Random random;

    public Corpus(long seed) {
        this.random = new Random(seed);
    }

    /** 84 KB of prose. */
    public static byte[] text() {
        return Arrays.copyOf(crlf(read(LEGAL.resolve("java.base/gcc.md"))).getBytes(StandardCharsets.ISO_8859_1), TEXT);
    }

    private static String crlf(String text) {
        return text.replace("\r", "").replace("\n", "\r\n");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static List<String> paragraphs() {
        LinkedHashSet<String> distinct = new LinkedHashSet<>();
        try (Stream<Path> files = Files.walk(LEGAL)) {
            files.filter(Files::isRegularFile).filter(file -> !Files.isSymbolicLink(file)).sorted()
                    .forEach(file -> Stream.of(read(file).split("\n\n")).filter(p -> p.length() > 200)
                            .filter(p -> p.length() < 2500).forEach(distinct::add));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
        return new ArrayList<>(distinct);
    }

    /** Small mails until the prose is used up: 700 to 7,000 bytes, 3.4 KB in the mean. */
    public List<byte[]> smallMails() {
        List<String> left = paragraphs();
        Collections.shuffle(left, random);
        List<byte[]> mails = new ArrayList<>();
        while (left.size() > 12) {
            StringBuilder body = new StringBuilder();
            int wanted = 300 + random.nextInt(4600);
            while (body.length() < wanted && !left.isEmpty())
                body.append(left.removeLast()).append("\n\n");
            mails.add(mail(body.toString()));
        }
        return mails;
    }

    private byte[] mail(String body) {
        String from = PEOPLE.get(random.nextInt(PEOPLE.size()));
        String to = PEOPLE.get(random.nextInt(PEOPLE.size()));
        String site = SITES.get(random.nextInt(SITES.size()));
        String id = Long.toString(random.nextLong() >>> 1, 36);
        String time = String.format("%02d:%02d:%02d", random.nextInt(24), random.nextInt(60), random.nextInt(60));
        String head = "Received: from pc" + random.nextInt(250) + ".head.example ([10.1.2." + random.nextInt(250)
                + "])\n\tby hub.head.example with ESMTP id " + Long.toString(random.nextLong() >>> 30, 32)
                + ";\n\tFri, 20 Nov 2026 " + time + " +0000\nDate: Fri, 20 Nov 2026 " + time + " +0000\nFrom: " + from
                + " <" + address(from) + "@head.example>\nTo: " + to + " <" + address(to) + "@" + site
                + ".example>\nSubject: " + body.substring(0, 20 + random.nextInt(20)).replace('\n', ' ').strip()
                + "\nMessage-ID: <" + id
                + "@head.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
                + "Content-Transfer-Encoding: 8bit\n\n";
        return crlf(head + body).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String address(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replace(' ', '.');
    }

    /** The same bulletin a day later: one line in fifty is another. */
    public byte[] revised(byte[] bulletin) {
        StringBuilder revised = new StringBuilder();
        for (String line : new String(bulletin, StandardCharsets.ISO_8859_1).split("\r\n", -1)) {
            boolean change = random.nextInt(50) == 0;
            revised.append(change ? line.substring(line.length() / 3) + " now " + random.nextInt(10_000) : line);
            revised.append("\r\n");
        }
        return revised.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A price list of 2,000 lines. */
    byte[] priceList() {
        StringBuilder list = new StringBuilder("Subject: Price list\r\n\r\n");
        for (int i = 0; i < 2000; i++) {
            list.append(String.format("%06d  part %-12s %8d.%02d%n", 100_000 + i * 7,
                    Long.toString(random.nextLong() >>> 20, 36), random.nextInt(900), random.nextInt(100)));
        }
        return crlf(list.toString()).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A mail with an attachment in base64 of so many columns. */
    static byte[] withAttachment(byte[] attachment, int columns) {
        String text = "Subject: see attached\r\nContent-Type: application/octet-stream\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder(columns, new byte[]{'\r', '\n'}).encodeToString(attachment) + "\r\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
