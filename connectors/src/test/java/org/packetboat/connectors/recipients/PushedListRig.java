package org.packetboat.connectors.recipients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.recipients.RecipientLists.PushListener.Verdict;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;

/** Two servers and their post, which loses, repeats and reorders: looked at by hand. */
abstract class PushedListRig {
    static final Domain EXAMPLE = new Domain("example.com");
    static final Address MAILBOX = Address.parse("packetboat-config@inside.example");

    @TempDir
    Path folder;
    Path inside;
    Path edge;
    Instant now = Instant.parse("2026-11-20T00:00:00Z");
    long nanos;
    boolean hashed;
    boolean whole;
    RecipientList source;
    RecipientList list;
    final List<Told> told = new ArrayList<>();

    /** What the perimeter answers. */
    record Told(PushPart.Head head, Verdict verdict, String why, long newest) {}

    @BeforeEach
    void open() throws IOException {
        inside = Files.createDirectory(folder.resolve("inside"));
        edge = Files.createDirectory(folder.resolve("edge"));
        source = new RecipientList(new ListSettings("staff", Set.of(EXAMPLE), Optional.empty(),
                new TextRows(folder.resolve("staff.txt")), Duration.ZERO), inside);
        restart();
    }

    void restart() {
        list = new RecipientList(new ListSettings("staff", Set.of(EXAMPLE), Optional.of("inside"),
                new PushedParts(edge, "staff", "pk1-of-the-inside"), Duration.ZERO), edge,
                (head, verdict, why, newest) -> told.add(new Told(head, verdict, why, newest)));
    }

    void people(String... names) throws IOException {
        Files.write(folder.resolve("staff.txt"), Arrays.asList(names));
        source.confirm(_ -> true, nanos, now);
    }

    SentList sent() {
        return new SentList(inside, "staff", "edge");
    }

    /** What is put into the queue; nothing if nothing has changed. */
    List<PushPart> push() throws IOException {
        now = now.plusSeconds(60);
        Optional<SentList.Push> next = sent().next(new SentList.Order(hashed, whole, "edge", MAILBOX), now);
        if (next.isEmpty()) return List.of();
        List<PushPart> parts = new ArrayList<>();
        try (SentList.Push push = next.get()) {
            for (int index = 0; index < push.head().parts(); index++)
                parts.add(PushPart.read(push.part(index).bytes()));
            sent().sent(push.head().number());
        }
        return parts;
    }

    void arrives(List<PushPart> parts) throws IOException {
        for (PushPart part : parts)
            list.take(part, now);
        look();
    }

    /** Looks as long as a server would that has nothing else to do. */
    void look() {
        for (int i = 0; i < 4; i++) {
            list.look(_ -> true, nanos, now);
            nanos += RecipientList.AGAIN.toNanos();
        }
    }

    void answersArrive() throws IOException {
        for (Told each : told)
            sent().answered(each.head.number(), each.verdict, each.why, each.newest, now);
        told.clear();
    }

    String find(String... names) {
        return Stream.of(names).map(name -> switch (list.find(EXAMPLE, ListKey.of(EXAMPLE, name))) {
            case RecipientList.Answer.Found(var site) -> site.orElse("here");
            case RecipientList.Answer.Nobody(boolean sure) -> sure ? "nobody" : "nobody yet";
            case RecipientList.Answer.NotKnown() -> "not known";
        }).collect(Collectors.joining(" "));
    }

    String problem() {
        return list.status(_ -> true).problem().orElse("");
    }

    List<Verdict> verdicts() {
        return told.stream().map(Told::verdict).distinct().toList();
    }

    void inForce(String... names) throws IOException {
        people(names);
        arrives(push());
        assertEquals("", problem());
        answersArrive();
    }

    static String[] many(int count) {
        return IntStream.range(0, count).mapToObj(i -> "person-" + i + "-" + Integer.toString(i * 7919, 36))
                .toArray(String[]::new);
    }

    static String[] manyAnd(int count, String... more) {
        return Stream.concat(Stream.of(many(count)), Stream.of(more)).toArray(String[]::new);
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path there = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) Files.createDirectories(there);
                else Files.copy(each, there, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
