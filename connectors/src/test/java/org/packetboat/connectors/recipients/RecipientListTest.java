package org.packetboat.connectors.recipients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.intake.Directory;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;

/** A list and its source, looked at by hand. */
class RecipientListTest {
    private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");
    private static final Domain EXAMPLE = new Domain("example.com");

    @TempDir
    private Path folder;
    private Path file;
    private long nanos;
    private final Set<String> sites = new HashSet<>(Set.of("north", "south"));
    private RecipientList list;

    @BeforeEach
    void open() {
        file = folder.resolve("people.txt");
        list = list("example.com");
    }

    private RecipientList list(String... domains) {
        return list(new TextRows(file), domains);
    }

    private RecipientList list(RowSource source, String... domains) {
        return new RecipientList(new ListSettings("staff", Arrays.stream(domains).map(Domain::new)
                .collect(Collectors.toSet()), Optional.empty(), source, Duration.ZERO), folder);
    }

    private void write(String... lines) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private void look() {
        list.look(sites::contains, nanos, NOW);
    }

    /** Looks until a file at rest is read. */
    private void lookTwice() {
        look();
        nanos += RecipientList.QUIET.toNanos();
        look();
    }

    private void minutePasses() {
        nanos += RecipientList.AGAIN.toNanos();
    }

    private String find(String name) {
        return find(name, EXAMPLE);
    }

    private String find(String name, Domain domain) {
        return switch (list.find(domain, ListKey.of(domain, name))) {
            case RecipientList.Answer.Found(var site) -> site.orElse("here");
            case RecipientList.Answer.Nobody(boolean sure) -> sure ? "nobody" : "nobody yet";
            case RecipientList.Answer.NotKnown() -> "not known";
        };
    }

    private String problem() {
        return list.status(sites::contains).problem().orElse("");
    }

    @Test
    void addressesAndNamesAreReadWithTheirSites() throws IOException {
        write("# staff", "", "anna@example.com", "  bob@EXAMPLE.com   north ", "carol", "x@other.example");
        lookTwice();
        assertEquals("here north here nobody", Stream.of("anna", "Bob", "CAROL", "x").map(this::find)
                .collect(Collectors.joining(" ")));
        assertEquals("", problem());
    }

    @Test
    void listThatWasNeverReadKnowsNobodyAndRefusesNobody() {
        assertEquals("not known", find("anna"));
        lookTwice();
        assertEquals("not known", find("anna"));
        assertTrue(problem().contains("there is no file"), problem());
    }

    /** A new domain of a list that was read for others before. */
    @Test
    void domainThatTheKeptListDoesNotCoverIsNotKnown() throws IOException {
        write("anna@example.com", "bob@new.example");
        lookTwice();
        list = list("example.com", "new.example");
        Domain added = new Domain("new.example");
        assertEquals("here", find("anna"));
        assertEquals("not known", find("bob", added));
        lookTwice();
        assertEquals("here nobody", find("bob", added) + " " + find("anna", added));
    }

    @Test
    void fileThatIsBeingWrittenIsLeftAlone() throws IOException {
        write("anna");
        lookTwice();
        write("anna", "bob");
        look();
        Files.writeString(file, "anna\nbob\ncar");
        nanos += RecipientList.QUIET.toNanos();
        look();
        assertEquals("nobody yet", find("bob"));
        write("anna", "bob", "carol");
        lookTwice();
        assertEquals("here nobody", find("carol") + " " + find("car"));
    }

    @Test
    void fileThatChangesWhileItIsReadIsNotBelieved() throws IOException {
        write("anna");
        lookTwice();
        write("anna", "bob");
        RowSource growing = new RowSource() {
            private final TextRows rows = new TextRows(file);

            @Override
            public void read(Taker taker) throws IOException, ListRefused {
                rows.read(taker);
                write("anna", "bob", "carol");
            }

            @Override
            public Optional<String> mark() throws IOException {
                return rows.mark();
            }

            @Override
            public String description() {
                return rows.description();
            }

            @Override
            public String where(long place) {
                return rows.where(place);
            }
        };
        list = list(growing, "example.com");
        lookTwice();
        assertEquals("nobody yet", find("bob"));
        assertTrue(problem().contains("changed while it was read"), problem());
    }

    @Test
    void badRowKeepsTheOldListAndIsToldWithItsLine() throws IOException {
        write("anna");
        lookTwice();
        write("anna", "bob@@x", "carol west", "dave north extra");
        lookTwice();
        assertEquals("here nobody yet", find("anna") + " " + find("carol"));
        assertEquals(file + ":2: found \"bob@@x\"; expected an address like bob@example.com, or its part before the @; "
                + file + ":3: found the site \"west\"; expected a site of the schedule files; "
                + file + ":4: found \"dave north extra\"; expected an address like bob@example.com, or its part before "
                + "the @", problem());
        sites.add("west");
        write("anna", "carol west");
        lookTwice();
        minutePasses();
        look();
        assertEquals("west", find("carol"));
        assertEquals("", problem());
    }

    /** Nothing has changed but the schedules. */
    @Test
    void refusedListIsTriedAgainAfterAMinute() throws IOException {
        write("anna west");
        lookTwice();
        sites.add("west");
        look();
        assertEquals("not known", find("anna"));
        minutePasses();
        look();
        assertEquals("west", find("anna"));
    }

    @Test
    void emptiedListIsNotBelievedUntilItIsConfirmed() throws IOException {
        write("anna", "bob", "carol");
        lookTwice();
        for (String left : List.of("", "anna")) {
            write(left);
            lookTwice();
            assertEquals("here here", find("bob") + " " + find("anna"));
            assertTrue(problem().endsWith("before 3; if that is right: packetboat recipients confirm staff"),
                    problem());
        }
        minutePasses();
        lookTwice();
        assertEquals("here", find("bob"));
        list.confirm(sites::contains, nanos, NOW);
        assertEquals("nobody here", find("bob") + " " + find("anna"));
        assertEquals("", problem());
    }

    @Test
    void listThatIsEmptyFromTheStartIsNotBelieved() throws IOException {
        write("# nobody");
        lookTwice();
        assertEquals("not known", find("anna"));
    }

    @Test
    void restartGoesOnWithWhatIsKeptThoughTheFileIsGone() throws IOException {
        write("anna south");
        lookTwice();
        Files.delete(file);
        list = list("example.com");
        lookTwice();
        assertEquals("south nobody yet", find("anna") + " " + find("bob"));
        assertTrue(problem().contains("there is no file"), problem());
    }

    private void damage() throws IOException {
        Path kept = folder.resolve("staff.list");
        byte[] bytes = Files.readAllBytes(kept);
        bytes[KeptList.MAGIC.length + 3] ^= 1;
        Files.write(kept, bytes);
    }

    @Test
    void damagedListAnswersNothingAndIsReadAgain() throws IOException {
        write("anna");
        lookTwice();
        damage();
        list = list("example.com");
        assertEquals("not known", find("anna"));
        lookTwice();
        assertEquals("here", find("anna"));
        assertEquals("", problem());
    }

    /** A new list that is good is worth more than knowing what has changed. */
    @Test
    void damageThatNobodyLookedUpDoesNotKeepTheNewListOut() throws IOException {
        write("anna");
        lookTwice();
        damage();
        list = list("example.com");
        write("anna", "bob");
        lookTwice();
        assertEquals("here here", find("anna") + " " + find("bob"));
        assertEquals("", problem());
    }

    @Test
    void domainThatNeverHadAnybodyNeedsNoConfirmation() throws IOException {
        list = list("example.com", "empty.example");
        write("anna@example.com");
        lookTwice();
        assertTrue(problem().startsWith("has 0 recipients at empty.example, before 0; if"), problem());
        list.confirm(sites::contains, nanos, NOW);
        write("anna@example.com", "bob@example.com");
        lookTwice();
        assertEquals("", problem());
        assertEquals("here nobody", find("bob") + " " + find("bob", new Domain("empty.example")));
    }

    /** Somebody new must not be refused while it is known that what is kept is old. */
    @Test
    void whoIsNotOnAListThatIsOldIsNotRefused() throws IOException {
        write("anna");
        lookTwice();
        assertEquals("nobody", find("bob"));
        write("anna", "bob west");
        look();
        assertEquals("nobody yet here", find("bob") + " " + find("anna"));
        lookTwice();
        assertEquals("nobody yet here", find("bob") + " " + find("anna"));
        write("anna");
        Files.setLastModifiedTime(file, FileTime.from(NOW));
        minutePasses();
        lookTwice();
        assertEquals("nobody", find("bob"));
        Files.delete(file);
        look();
        assertEquals("nobody yet here", find("bob") + " " + find("anna"));
    }

    /** A machine that was gone for a week. */
    @Test
    void afterARestartTheFirstLookTellsWhetherTheListIsOld() throws IOException {
        write("anna");
        lookTwice();
        list = list("example.com");
        assertEquals("nobody yet", find("bob"));
        look();
        assertEquals("nobody", find("bob"));
        write("anna", "bob");
        list = list("example.com");
        look();
        assertEquals("nobody yet", find("bob"));
        lookTwice();
        assertEquals("here", find("bob"));
    }

    @Test
    void detailOfASubAddressIsLeftOutAlsoOnAnOldListAndScratchFilesGo() throws IOException {
        write("anna");
        lookTwice();
        for (String name : List.of("staff.new", "staff.new.1", "staff.new.12", "old.new.3"))
            Files.writeString(folder.resolve(name), "what a killed server left");
        try (RecipientLists lists = new RecipientLists(List.of(list.settings()), folder, Optional.of('+'),
                InstantSource.fixed(NOW))) {
            assertInstanceOf(Directory.Finding.Known.class, lists.find(Address.parse("anna+news@example.com")));
            assertInstanceOf(Directory.Finding.NotKnownYet.class, lists.find(Address.parse("bob+news@example.com")));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of("people.txt", "staff.list"),
                    files.map(each -> each.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void siteThatLosesItsRouteIsAProblem() throws IOException {
        write("anna south");
        lookTwice();
        sites.remove("south");
        assertEquals("has people at the site south, to which no route leads; their mail is put off", problem());
    }

    @Test
    void byteOrderMarkIsNoPartOfTheFirstName() throws IOException {
        Files.writeString(file, "\ufeffanna@example.com\r\nbob\r\n");
        lookTwice();
        assertEquals("here here", find("anna") + " " + find("bob"));
    }

    @Test
    void fileThatIsNotUtf8IsRefused() throws IOException {
        Files.write(file, "anna\nj\u00f6rg\n".getBytes(StandardCharsets.ISO_8859_1));
        lookTwice();
        assertTrue(problem().contains("found bytes that are no UTF-8"), problem());
    }

    @Test
    void csvHasQuotesAndColumnsByName() throws IOException {
        Files.writeString(file, "\ufeffName;Mail;Office\r\n\"Smith; Anna\";anna@example.com;north\r\n"
                + "\"Two\r\nlines\";\"bob@example.com\"; south \r\nNobody;;\r\n");
        list = list(new CsvRows(file, new CsvRows.Layout(';', "Mail", Optional.of("Office"))), "example.com");
        lookTwice();
        assertEquals("north south", find("anna") + " " + find("bob"));
        Files.writeString(file, "mail;Office\nanna@example.com;north\n");
        lookTwice();
        assertEquals(file + ":1: found no column \"Mail\" among \"mail\", \"Office\"; expected it in the first row, or "
                + "the name of the column under recipients", problem());
        Files.writeString(file, "Mail;Office\n\"anna@example.com;north\n");
        minutePasses();
        lookTwice();
        assertTrue(problem().contains("found no CSV"), problem());
    }

    @Test
    void manyBadRowsAreCut() throws IOException {
        write(IntStream.range(0, 1000).mapToObj(i -> "bad@@" + i).toArray(String[]::new));
        lookTwice();
        assertTrue(problem().endsWith("; and 17 more"), problem());
    }
}
