package org.packetboat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every document can be found, and leads on to where it says. */
class DocumentsTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DECISIONS = PROJECT.resolve("docs/decisions");

    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern STATUS = Pattern.compile("Decided \\d{4}-\\d\\d-\\d\\d · (in force|replaced by .*)");

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !PROJECT.relativize(file).toString().matches("(.*/)?(target|\\.git|var)/.*"))
                    .sorted().toList();
        }
    }

    /** What the documents link to within the project, and which of them do. */
    private static Map<Path, List<String>> targets(List<String> broken) throws IOException {
        Map<Path, List<String>> targets = new TreeMap<>();
        for (Path document : files(PROJECT, ".md")) {
            String prose = CODE.matcher(Files.readString(document)).replaceAll("");
            for (String link : LINK.matcher(prose).results().map(found -> found.group(1)).toList()) {
                if (link.matches("[a-z]+:.*")) continue;
                String[] parts = link.split("#", 2);
                Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
                String from = PROJECT.relativize(document) + " -> " + link;
                if (!Files.exists(target) || parts.length > 1 && !anchors(target).contains(parts[1])) broken.add(from);
                if (!target.equals(document)) targets.computeIfAbsent(target, _ -> new ArrayList<>()).add(from);
            }
        }
        return targets;
    }

    /** The headings of a document as links name them: small letters, hyphens for blanks, no punctuation. */
    private static List<String> anchors(Path document) throws IOException {
        return HEADING.matcher(Files.readString(document)).results().map((MatchResult found) -> found.group(1))
                .map(text -> text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        assertTrue(targets(broken).size() > 20, "links are found");
        assertEquals(List.of(), broken);
    }

    /** A link to a folder stands for the files in it, unless they are documents themselves. */
    @Test
    void everyFileInDocsIsLinked() throws IOException {
        Map<Path, List<String>> targets = targets(new ArrayList<>());
        List<Path> lonely = files(PROJECT.resolve("docs"), "").stream()
                .filter(file -> !targets.containsKey(file))
                .filter(file -> file.toString().endsWith(".md") || folders(file).noneMatch(targets::containsKey))
                .filter(file -> !(file.endsWith("README.md") && targets.containsKey(file.getParent()))).toList();
        assertEquals(List.of(), lonely);
    }

    /** They are served as a site: each is a page with its title first, and the index leads to all of them. */
    @Test
    void everyPageBeginsWithItsOneTitle() throws IOException {
        for (Path page : files(PROJECT.resolve("docs"), ".md")) {
            List<String> titles = CODE.matcher(Files.readString(page)).replaceAll("").lines()
                    .filter(line -> line.startsWith("# ")).toList();
            assertEquals(List.of(Files.readAllLines(page).getFirst()), titles, page::toString);
        }
    }

    @Test
    void theIndexLeadsToEveryPage() throws IOException {
        String index = Files.readString(PROJECT.resolve("docs/README.md"));
        try (Stream<Path> pages = Files.list(PROJECT.resolve("docs"))) {
            assertEquals(List.of(), pages.map(page -> page.getFileName().toString()).sorted()
                    .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
                    .filter(name -> !index.contains("](" + name + ")")).toList());
        }
    }

    /** It is to be read in five minutes. */
    @Test
    void readmeIsShort() throws IOException {
        assertTrue(Files.readAllLines(PROJECT.resolve("README.md")).size() <= 200, "more than 200 lines");
    }

    private static Stream<Path> folders(Path file) {
        return Stream.iterate(file.getParent(), folder -> folder.startsWith(PROJECT), Path::getParent);
    }

    /** A message's way through the house is to be read in an afternoon. */
    @Test
    void theWayOfAMessageIsFortyFilesAtMost() throws IOException {
        String flow = Files.readString(PROJECT.resolve("docs/flow.md"));
        List<Integer> numbers = Pattern.compile("(?m)^\\| (\\d+) \\| \\[").matcher(flow).results()
                .map(found -> Integer.valueOf(found.group(1))).toList();
        assertEquals(IntStream.rangeClosed(1, numbers.size()).boxed().toList(), numbers);
        assertTrue(numbers.size() > 20 && numbers.size() <= 40, numbers.size() + " files");
    }

    @Test
    void decisionsAreNumberedWithoutGapsAndSayWhenTheyWereTaken() throws IOException {
        List<Path> decisions = files(DECISIONS, ".md").stream().filter(file -> !file.endsWith("README.md")).toList();
        assertEquals(IntStream.rangeClosed(1, decisions.size()).mapToObj(n -> "%04d".formatted(n)).toList(),
                decisions.stream().map(file -> file.getFileName().toString().substring(0, 4)).toList());
        for (Path decision : decisions) {
            String status = Files.readAllLines(decision).get(2);
            assertTrue(STATUS.matcher(status).matches(), decision + ": " + status);
        }
    }
}
