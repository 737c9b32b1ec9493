package org.packetboat.schedules.plan.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.schedules.plan.Nights.many;
import static org.packetboat.schedules.plan.Nights.original;
import static org.packetboat.schedules.plan.Nights.plan;
import static org.packetboat.schedules.plan.Nights.question;
import static org.packetboat.schedules.plan.Nights.servers;
import static org.packetboat.schedules.plan.Nights.site;
import static org.packetboat.schedules.plan.Nights.window;

import java.io.StringReader;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.packetboat.schedules.plan.answer.PlanAnswer;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanSite;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PlanPrintTest {
    private static final PlanReport REPORT = new PlanReport(ZoneOffset.UTC);

    @Test
    void saysThatItFitsAndHowMuchIsLeft() {
        PlanQuestion question = question(many(10, "s", window(180, 240), 10), servers(3));
        assertEquals(List.of("Fits, with 20 min to spare.",
                "Planned: 10 sites in 40 min, from Sat 03:00 to Sat 03:40 (Z); no plan can end before Sat 03:40 "
                        + "(calls that can't be cut, divided by servers).",
                "Reserved: 0 s for 0.0 calls expected to fail.",
                "Line rates: 0 measured, 10 nominal; compression: 1.0."),
                REPORT.lines(question, plan(question)));
    }

    @Test
    void saysThatItDoesNotFitWhyAndTheRemedies() {
        PlanQuestion question = question(original(), servers(1));
        List<String> lines = REPORT.lines(question, plan(question));
        assertEquals("Does not fit: 1 of 31 sites misses its window; cheapest remedy: "
                + "close window \"night\" (Sat 03:00 to Sat 06:00; 31 sites) 6 min later.", lines.getFirst());
        assertEquals("Certain: 31 sites must be served between Sat 03:00 and Sat 06:00 and need 3 h 6 min of line "
                + "time; 1 server has 3 h.", lines.get(1));
        assertTrue(lines.get(2).endsWith(": would end 6 min too late, at Sat 06:06 on hub1"));
        assertTrue(lines.contains("Remedy: send no site more than 81 KB."));
        assertTrue(lines.contains("Remedy: add 1 server with a line."));
    }

    @Test
    void tellsEachCallInARow() {
        PlanQuestion question = question(List.of(site("a", window(0, 30), 10)), servers(1));
        PlanAnswer.Fits answer = (PlanAnswer.Fits) plan(question);
        assertEquals(List.of("site  server  line       start      end        sent       slack",
                "a     hub1    hub1-line  Sat 00:00  Sat 00:10  600 bytes  20 min"), REPORT.table(answer.schedule()));
    }

    private static PlanQuestion crowded() {
        List<PlanSite> sites = new ArrayList<>(many(3, "s", window(0, 30), 15));
        sites.add(site("<north & south>", window(30, 60), 30));
        return question(sites, servers(1));
    }

    @Test
    void drawsAChartForATerminal() {
        List<String> lines = new GanttText(ZoneOffset.UTC, 32, false).lines(crowded(), plan(crowded()));
        assertEquals("UTC       Sat 00:00              Sat 01:15", lines.getFirst());
        assertEquals("hub1-line █s1███▓s2▓▓▓▓█████████████!s3!!!", lines.get(1));
    }

    @Test
    void showsWhatIsLateInRedWhereThereAreColours() {
        List<String> lines = new GanttText(ZoneOffset.UTC, 30, true).lines(crowded(), plan(crowded()));
        assertTrue(lines.get(1).matches(".*\u001b\\[31m!+[^!]*!+\u001b\\[0m"), lines.get(1));
    }

    @Test
    void drawsAChartThatIsXmlWithABarForEachCall() throws Exception {
        String svg = new GanttSvg(ZoneOffset.UTC).draw(crowded(), plan(crowded()), "Friday & Saturday");
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
        assertEquals(5, document.getElementsByTagName("title").getLength()); // the chart's own, and one for each call
        assertEquals(1, svg.split("too late</title>", -1).length - 1);
        assertTrue(document.getDocumentElement().getTextContent().contains("<north & south>"));
    }

    @Test
    void chartsOfNothingAreEmpty() {
        PlanQuestion nothing = question(List.of(), List.of());
        assertEquals(1, new GanttText(ZoneOffset.UTC, 30, false).lines(nothing, plan(nothing)).size());
    }
}
