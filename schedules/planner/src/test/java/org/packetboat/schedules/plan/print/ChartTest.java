package org.packetboat.schedules.plan.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.route.Interval;

/** How nights are drawn. */
class ChartTest {
    private static final Instant TEN = Instant.parse("2026-11-29T22:00:00Z");
    private static final Interval NIGHT = new Interval(TEN, TEN.plus(Duration.ofHours(7)));
    private static final Interval TOMORROW = new Interval(TEN.plus(Duration.ofDays(1)),
            TEN.plus(Duration.ofHours(31)));
    private static final Pattern FLAG = Pattern.compile("<text x=\"([0-9.]+)\" y=\"([0-9.]+)\" font-size=\"11\"[^>]*>"
            + "(site-[0-9]+)<");

    private static Interval minutes(long from, long length) {
        return new Interval(TEN.plus(Duration.ofMinutes(from)), TEN.plus(Duration.ofMinutes(from + length)));
    }

    private static Chart chart(int lines, int each, int minutes) {
        List<Chart.Row> rows = IntStream.range(0, lines).mapToObj(line -> new Chart.Row("line-" + line,
                List.of(NIGHT, TOMORROW), IntStream.range(0, each).mapToObj(i -> new Chart.Bar(
                        "site-" + (line * each + i), minutes(i * minutes, minutes),
                        i % 17 == 5 ? Chart.Kind.FAILED : Chart.Kind.DONE, i % 17 == 5 ? "no carrier" : ""))
                        .toList(),
                IntStream.range(0, each).mapToObj(i -> new Chart.Bar("site-" + (line * each + i),
                        minutes(i * minutes + 1, minutes), false)).toList()))
                .toList();
        return Chart.around(rows, NIGHT);
    }

    private static String svg(Chart chart, ZoneId zone) {
        return new GanttSvg(zone).draw(chart, "A night");
    }

    private static void keep(String name, Chart chart) throws IOException {
        if (System.getProperty("shots", "").isEmpty()) return;
        Files.write(Path.of(System.getProperty("shots"), name + ".png"),
                new GanttPng(ZoneId.of("Europe/Berlin")).draw(chart, "Night of Sun 29 to Mon 30 Nov").file());
        Files.writeString(Path.of(System.getProperty("shots"), name + ".svg"),
                svg(chart, ZoneId.of("Europe/Berlin")));
    }

    @Test
    void tonightFillsTheWidthWhateverOpensTomorrow() throws IOException {
        Chart chart = chart(3, 10, 40);
        assertEquals(TOMORROW.close(), chart.range().close());
        assertEquals(NIGHT, chart.tonight().range());
        assertEquals(List.of(NIGHT), chart.tonight().rows().getFirst().open());
        keep("31-sites", chart.tonight());
    }

    @Test
    void theZoneIsNamedWithItsOffsets() {
        assertTrue(svg(chart(1, 1, 10).tonight(), ZoneId.of("Europe/Berlin")).contains("Europe/Berlin (UTC+01:00)"));
        Interval change = new Interval(Instant.parse("2026-10-24T22:00:00Z"), Instant.parse("2026-10-25T05:00:00Z"));
        Chart clocks = new Chart(change, List.of(new Chart.Row("line", List.of(change), List.of())));
        String drawn = svg(clocks, ZoneId.of("Europe/Berlin"));
        assertTrue(drawn.contains("Europe/Berlin (UTC+02:00, later UTC+01:00)"), drawn);
        assertTrue(new GanttText(ZoneId.of("Europe/Berlin"), 40, false).lines(clocks).getFirst()
                .startsWith("Europe/Berlin "));
    }

    /** Twenty lines with fifty sites each, a bar of 21 pixels for a name of 50. */
    @Test
    void namesStandBesideEachOtherWhereBarsAreNarrow() throws IOException {
        Chart chart = chart(20, 50, 8).tonight();
        List<MatchResult> flags = FLAG.matcher(svg(chart, ZoneOffset.UTC)).results().toList();
        assertTrue(flags.size() > 900, "of 1000 names there are " + flags.size());
        for (int i = 0; i < flags.size(); i++) {
            for (int j = i + 1; j < flags.size(); j++)
                assertTrue(areApart(flags.get(i), flags.get(j)), flags.get(i).group() + flags.get(j).group());
        }
        keep("1000-sites", chart);
    }

    private static boolean areApart(MatchResult a, MatchResult b) {
        return !a.group(2).equals(b.group(2)) || Math.abs(Double.parseDouble(a.group(1))
                - Double.parseDouble(b.group(1))) >= Letters.of(Pen.Type.SMALL).width(a.group(3)) - 8;
    }

    @Test
    void whatWentWrongIsNamedFirstAndNeverInvisible() {
        List<Chart.Bar> bars = new ArrayList<>(IntStream.range(0, 400)
                .mapToObj(i -> new Chart.Bar("site-" + i, minutes(i, 1), false)).toList());
        bars.set(200, new Chart.Bar("site-200", new Interval(TEN.plusSeconds(12_000), TEN.plusSeconds(12_001)),
                Chart.Kind.FAILED, "no carrier"));
        bars.add(new Chart.Bar("site-777", minutes(300, 1), Chart.Kind.MISSED, ""));
        String svg = svg(Chart.around(List.of(new Chart.Row("line", List.of(NIGHT), bars)), NIGHT), ZoneOffset.UTC);
        List<String> named = FLAG.matcher(svg).results().map(found -> found.group(3)).toList();
        assertTrue(named.containsAll(List.of("site-200", "site-777")), named::toString);
        assertTrue(svg.contains("no carrier"));
        assertTrue(svg.contains("window missed"));
        assertTrue(svg.contains("width=\"9.0\" height=\"17.0\" fill=\"#c62828\""), "a call of a second is seen");
    }

    @Test
    void plannedAndActualAreToldApart() {
        String both = svg(chart(1, 3, 40), ZoneOffset.UTC);
        assertTrue(both.contains("site-1, planned: Sun 22:41"), both);
        assertTrue(both.contains(">planned</text>"));
        String one = svg(Chart.around(List.of(new Chart.Row("line", List.of(),
                List.of(new Chart.Bar("a", minutes(0, 9), false)))), NIGHT), ZoneOffset.UTC);
        assertEquals(-1, one.indexOf(">planned</text>"));
    }

    @Test
    void ofVeryManyLinesThoseWithMostToTellAreShown() {
        String svg = svg(chart(300, 2, 40), ZoneOffset.UTC);
        assertTrue(svg.contains("and 240 more lines"), "tells how many are left out");
        assertNotEquals(-1, svg.indexOf("line-0"));
    }

    @Test
    void anEmptyNightIsAPictureToo() throws IOException {
        Chart empty = new Chart(NIGHT, List.of());
        assertTrue(svg(empty.tonight(), ZoneOffset.UTC).contains("A night"));
        assertTrue(new GanttPng(ZoneOffset.UTC).draw(empty, "A night").file().length > 100);
        keep("empty", empty);
    }

    @Test
    void lettersThatAreNotThereAreQuestionMarks() {
        Letters letters = Letters.of(Pen.Type.SMALL);
        assertEquals(letters.width("?"), letters.width("漢"));
        assertEquals("", letters.fitting("albany", 3));
        assertEquals("albany", letters.fitting("albany", 300));
        assertTrue(letters.fitting("san-francisco-north", 60).endsWith("…"));
    }
}
