package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.packetboat.app.compose.web.AddressText;
import org.packetboat.app.demo.Demo;
import org.packetboat.app.web.api.Chromium;
import org.packetboat.connectors.jmx.BatchSiteRow;

/** The board of a real server: a night with real windows, real calls and a real big send. */
class BoardIT {
    private static final double PATIENCE = 120_000;

    private static LocatorAssertions awaited(Page page, String element) {
        return PlaywrightAssertions.assertThat(page.locator(element).first());
    }

    @Test
    void aBigSendIsFollowedOnTheBoard() throws Exception {
        try (Chromium chromium = Chromium.start();
                Demo demo = new Demo(true);
                Chromium.View view = chromium.view(1240, 900, false);
                Chromium.View phone = chromium.view(390, 780, true)) {
            String url = "http://" + AddressText.of(demo.board().orElseThrow());
            demo.send();
            Page page = view.open(url + "/").page();
            awaited(page, ".bar.running").isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
            phone.open(url + "/sends/spring-prices");
            awaited(phone.page(), ".state.sending").isVisible(
                    new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
            holdAndRelease(page, url);
            isFollowedToItsEnd(demo, phone.page());
            page.navigate(url + "/");
            awaited(page, ".bar.done").isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
            theStory(page);
            assertEquals(List.of(), view.wrong());
            assertEquals(List.of(), phone.wrong());
            kept(demo.folder().resolve("hub/data"));
        }
    }

    /** A branch whose report had no time to come in the call that brought its mail stays relayed (docs/relayed.md). */
    private static void isFollowedToItsEnd(Demo demo, Page page) {
        await().pollInSameThread().atMost(Duration.ofMillis((long) PATIENCE))
                .until(() -> demo.sites().stream().noneMatch(r -> r.settled().isEmpty()));
        for (BatchSiteRow row : demo.sites()) {
            String told = row.domain().startsWith("denver") ? "late" : "delivered";
            assertTrue(List.of(told, "relayed").contains(row.state()), row::toString);
        }
        await().pollInSameThread().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            long there = demo.sites().stream().filter(r -> !r.state().equals("relayed")).count();
            assertEquals(there + " of 3", page.locator(".head .aside").first().textContent());
        });
    }

    private static void holdAndRelease(Page page, String url) {
        for (String action : List.of("hold", "release")) {
            page.navigate(url + "/sites/denver");
            page.click("[data-action=" + action + "]");
            page.fill("dialog input[name=note]", "to see whether it works");
            page.locator("dialog button.primary").click();
            awaited(page, "dialog .said").containsText(Pattern.compile("held|released"));
        }
        page.navigate(url + "/health");
        awaited(page, "tr:has-text('to see whether it works')").containsText("Release: denver.example.com");
    }

    /** A message that has gone is remembered, from its beginning to its end. */
    private static void theStory(Page page) {
        page.click("#nav a[href='/sends']");
        page.click("main h2 a");
        awaited(page, ".rows a.mono").isVisible();
        Locator told = page.locator(".rows .row:not(:has(.state.relayed)) a.mono");
        String end = told.count() > 0 ? "Delivered" : "Relayed";
        (told.count() > 0 ? told : page.locator(".rows a.mono")).first().click();
        awaited(page, ".way").containsText(Pattern.compile("Accepted[^~]*" + end));
    }

    private static void kept(Path data) throws Exception {
        String audit = Files.readString(data.resolve("audit.jsonl"));
        assertTrue(audit.contains("\"action\":\"hold\"") && audit.contains("\"action\":\"release\""), audit);
    }
}
