package org.packetboat.app.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.packetboat.connectors.http.HttpListener;
import org.packetboat.connectors.http.HttpSettings;
import org.packetboat.connectors.http.Role;
import org.packetboat.connectors.http.WebPages;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.tariff.Money;
import org.packetboat.protocols.smtp.server.port.Authenticator;

/** The pages of the board in a browser, on a made-up night. */
class BoardPagesIT {
    private static final List<String> PAGES = List.of("/", "/sites", "/sites/albany", "/queue", "/queue?q=omaha",
            "/messages/1PNWW402", "/sends", "/sends/spring-prices", "/reports", "/health");
    private static final int LARGEST_PAGE = 300_000;
    private static Chromium chromium;

    @TempDir
    Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();
    private FakeBoard board;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) chromium.close();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed())
            each.close();
    }

    private String serve(int sites, Role without, Map<String, Role> users) throws IOException {
        board = new FakeBoard(folder.resolve("data"), sites);
        open.add(board);
        WebPages pages = new WebPages();
        board.api().addTo(pages::add);
        BoardPages.addTo(pages::add);
        Authenticator passwords = (_, user, password, verdict) -> verdict.accept(password.equals("pw-" + user)
                ? Authenticator.Verdict.RIGHT
                : Authenticator.Verdict.WRONG);
        HttpListener listener = HttpListener.open(
                new HttpSettings(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.empty(),
                        Set.of(), users, without, Optional.empty(), 100),
                users.isEmpty() ? Optional.empty() : Optional.of(passwords), pages);
        open.add(listener);
        return "http://127.0.0.1:" + listener.address().getPort();
    }

    private Chromium.View view(int width, int height, boolean dark) {
        Chromium.View view = chromium.view(width, height, dark);
        open.add(view);
        return view;
    }

    /** With -Dshots=DIR pictures of all of it are made. */
    private static void picture(Page page, String name) {
        Optional.ofNullable(System.getProperty("shots")).ifPresent(dir -> page
                .screenshot(new Page.ScreenshotOptions().setFullPage(name.endsWith("_reports"))
                        .setPath(Path.of(dir, name + ".png"))));
    }

    @ParameterizedTest
    @CsvSource({"3, 1240, 800, false", "3, 390, 780, true", "10000, 1240, 800, true", "10000, 390, 780, false",
            "31, 1240, 800, false", "31, 1240, 800, true", "31, 390, 780, false"})
    void everyPageIsWhole(int sites, int width, int height, boolean dark) throws IOException {
        String url = serve(sites, Role.OPERATOR, Map.of());
        board.chargedYesterday("albany", new Money("EUR", 420_000));
        Chromium.View view = view(width, height, dark);
        for (String path : PAGES) {
            view.open(url + path);
            if (path.equals("/sites/albany")) assertTrue(view.page().content().contains("0.42 EUR"));
            String name = sites + "-" + width + (dark ? "-dark" : "") + path.replaceAll("[/?=]", "_");
            picture(view.page(), name);
            assertEquals(List.of(), view.inaccessible(), name);
            Object wider = view.page().evaluate("document.documentElement.scrollWidth - window.innerWidth");
            assertTrue(((Number) wider).intValue() <= 0, name + " is wider than the screen by " + wider);
        }
        assertEquals(List.of(), view.wrong());
    }

    /** Why a site has not everything stands beside its name, also on a phone; and no name of the drawing is cut off. */
    @ParameterizedTest
    @CsvSource({"1240, 800", "390, 780"})
    void theReportIsReadWithoutScrollingSideways(int width, int height) throws IOException {
        Page page = view(width, height, false).open(serve(3, Role.READER, Map.of()) + "/reports").page();
        assertEquals(false, page.evaluate("[...document.querySelectorAll('.scroll')]"
                + ".some(box => box.scrollWidth > box.clientWidth)"));
        assertEquals(List.of(), page.evaluate("[...document.querySelectorAll('.timeline .flag')]"
                + ".filter(name => name.getBBox().x + name.getBBox().width"
                + " > document.querySelector('.timeline').width.baseVal.value).map(name => name.textContent)"));
        assertTrue(page.locator(".verdict h2 .state").evaluate("s => getComputedStyle(s).marginRight").equals("8px"));
    }

    @Test
    void theFirstPageIsSmall() throws IOException {
        String url = serve(10_000, Role.READER, Map.of());
        Chromium.View view = view(1240, 800, false);
        Map<String, Integer> sizes = new HashMap<>();
        view.page().onRequestFinished(request -> sizes.merge(request.url().contains("/api/") ? "data" : "page",
                request.sizes().responseBodySize, Integer::sum));
        view.open(url + "/");
        assertTrue(sizes.get("page") < LARGEST_PAGE, sizes::toString);
        assertTrue(sizes.get("data") < 50_000, sizes::toString);
    }

    @Test
    void tenThousandRowsScroll() throws IOException {
        String url = serve(10_000, Role.READER, Map.of());
        Page page = view(1240, 800, false).open(url + "/sites?state=waiting").page();
        page.evaluate("document.querySelector('.long').scrollTop = 100000");
        Locator rows = page.locator(".rows .row");
        PlaywrightAssertions.assertThat(rows.nth(8)).not().containsText("…");
        assertTrue(rows.count() < 60, "rows in the page: " + rows.count());
        page.fill("#site-search", "branch-9998");
        PlaywrightAssertions.assertThat(page.locator(".rows .row .name").first()).hasText("branch-9998");
    }

    @Test
    void anOperatorsActionIsAskedForWithANoteAndStandsInTheBook() throws IOException {
        String url = serve(3, Role.OPERATOR, Map.of());
        Page page = view(1240, 800, false).open(url + "/sites/omaha").page();
        page.click("[data-action=hold]");
        page.locator("dialog button.primary").click();
        assertEquals(List.of(), board.server.done, "without a note nothing is done");
        page.fill("dialog input[name=note]", "The line is being repaired");
        page.locator("dialog button.primary").click();
        PlaywrightAssertions.assertThat(page.locator("dialog .said")).hasText("hold omaha.example.com done");
        assertEquals(List.of("hold omaha.example.com"), board.server.done);
        page.click("#dialog-close");
        page.click("#nav a[href='/health']");
        PlaywrightAssertions.assertThat(page.locator("tr", new Page.LocatorOptions()
                .setHasText("The line is being repaired"))).containsText("hold omaha.example.com done");
        assertTrue(Files.readString(folder.resolve("data/audit.jsonl")).contains("The line is being repaired"));
    }

    @Test
    void aReaderActsOnNothing() throws IOException {
        String url = serve(3, Role.READER, Map.of());
        Chromium.View view = view(1240, 800, false);
        for (String path : PAGES) {
            view.open(url + path);
            assertEquals(0, view.page().locator("[data-action]").count(), path);
        }
        Object status = view.page().evaluate("""
                async () => (await fetch('/api/v1/actions', { method: 'POST', body: '{}',
                    headers: { 'Content-Type': 'application/json' } })).status""");
        assertEquals(403, status);
    }

    @Test
    void branchesThatAreSilentAreSeenFirst() throws IOException {
        String url = serve(31, Role.READER, Map.of());
        Page page = view(1240, 800, false).open(url + "/health").page();
        Locator rows = page.locator("table:has(caption:text-is('Branches')) tbody tr");
        PlaywrightAssertions.assertThat(rows.first()).containsText("albany");
        PlaywrightAssertions.assertThat(rows.first().locator(".state.bad")).hasText("silent, 4 windows");
        PlaywrightAssertions.assertThat(rows.nth(1)).containsText("fast");
        PlaywrightAssertions.assertThat(rows.nth(2)).containsText("queue-minfree");
        assertEquals(8, rows.count());
        page.click("#more-branches");
        PlaywrightAssertions.assertThat(rows).hasCount(25);
    }

    @Test
    void machinesOfAHubSayWhoOwnsTheQueue() throws IOException {
        String url = serve(3, Role.READER, Map.of());
        Page page = view(1240, 800, false).open(url + "/health").page();
        Locator rows = page.locator("table:has(caption:text-is('Machines of the hub pacific')) tbody tr");
        PlaywrightAssertions.assertThat(rows.first()).containsText("hub-a (this one)owns the queue");
        PlaywrightAssertions.assertThat(rows.last()).containsText("hub-bstandby14");
    }

    /** On a sheet of A4, also by who has it dark: nothing is cut off, and nothing is there that has to be pressed. */
    @Test
    void paperShowsAllOfIt() throws IOException {
        String url = serve(31, Role.OPERATOR, Map.of());
        Chromium.View view = view(1240, 800, true);
        Page page = view.page();
        for (String path : List.of("/", "/sites", "/sites/albany", "/sends/spring-prices", "/reports", "/health")) {
            view.open(url + path);
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            page.setViewportSize(718, 1000);
            page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
            PlaywrightAssertions.assertThat(page.locator("#nav")).isHidden();
            Object wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
            assertTrue(((Number) wider).intValue() <= 0, path + " is wider than the paper by " + wider);
            assertEquals("rgb(255, 255, 255)",
                    page.evaluate("getComputedStyle(document.querySelector('.card')).backgroundColor"), path);
            if (path.equals("/sites")) assertEquals(31, page.locator(".rows .row:visible").count());
            paper(page, "paper" + path.replace('/', '_'));
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
            page.setViewportSize(1240, 800);
        }
    }

    private static void paper(Page page, String name) {
        Optional.ofNullable(System.getProperty("shots")).ifPresent(dir -> page.screenshot(
                new Page.ScreenshotOptions().setPath(Path.of(dir, name + ".png")).setFullPage(true)));
    }

    @Test
    void whatChangesIsSeenWithoutAsking() throws IOException {
        String url = serve(3, Role.READER, Map.of());
        Page page = view(1240, 800, false).open(url + "/messages/1PNWW402").page();
        board.events.on(new StatusEvent.Delivered(FakeBoard.NOW, new EnvelopeId(QueueId.parse("1PNWW402"), 0),
                Optional.empty(), "omaha", Address.parse("desk@omaha.example.com"), new Reply(250, "2.0.0", "Ok"),
                Duration.ofSeconds(5)));
        PlaywrightAssertions.assertThat(page.locator(".way")).containsText("Delivered");
    }

    private static final String NOTES_FIRST_EVENT = """
            const Plain = window.EventSource;
            window.EventSource = class extends Plain {
                constructor(...all) {
                    super(...all);
                    this.addEventListener("update", () => window.heardEvent = true, { once: true });
                }
            };
            """;

    /** With events it asks for what the first one tells, and no more; without, once a minute. */
    @ParameterizedTest
    @CsvSource({"true, 0, 0", "false, 4, 5"})
    void anIdlePageAsksAtMostOnceAMinute(boolean events, int least, int most) throws IOException {
        String url = serve(3, Role.READER, Map.of());
        board.server.sessions.clear();
        Chromium.View view = view(1240, 800, false);
        view.page().addInitScript(events ? NOTES_FIRST_EVENT : "delete window.EventSource; window.heardEvent = true");
        view.page().clock().install();
        Page page = view.open(url + "/sites").page();
        PlaywrightAssertions.assertThat(page.locator(".rows .row")).hasCount(3);
        page.waitForCondition(() -> Boolean.TRUE.equals(page.evaluate("window.heardEvent === true")));
        page.clock().runFor(10_000);
        page.evaluate("async () => (await fetch(location.href)).text()");
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        page.onRequest(request -> {
            if (request.url().contains("/api/v1/sites")) asked.add(request.url());
        });
        List<String> answered = Collections.synchronizedList(new ArrayList<>());
        page.onRequestFinished(request -> {
            if (asked.contains(request.url())) answered.add(request.url());
        });
        for (int minute = 0; minute < 5; minute++) {
            page.clock().runFor(60_000);
            isAnswered(page, asked, answered);
        }
        assertTrue(asked.size() >= least && asked.size() <= most, asked::toString);
    }

    /** The page's clock stands still meanwhile: from its answer on a page counts the next minute. */
    private static void isAnswered(Page page, List<String> asked, List<String> answered) {
        page.evaluate("async () => (await fetch(location.href)).text()");
        page.waitForCondition(() -> answered.size() >= asked.size());
        page.evaluate("async () => (await fetch(location.href)).text()");
    }

    @Test
    void aServerThatEndsIsMissed() throws Exception {
        String url = serve(3, Role.READER, Map.of());
        Page page = view(1240, 800, false).open(url + "/").page();
        open.get(1).close();
        PlaywrightAssertions.assertThat(page.locator("#banner")).containsText("does not answer");
    }

    @Test
    void whoLogsInStaysIn() throws IOException {
        String url = serve(3, Role.ANYBODY, Map.of("anna", Role.OPERATOR));
        Page page = view(390, 780, false).open(url + "/sites").page();
        picture(page, "login");
        page.fill("input[name=user]", "anna");
        page.fill("input[name=password]", "wrong");
        page.click(".login button");
        PlaywrightAssertions.assertThat(page.locator(".login .bad")).containsText("wrong");
        page.fill("input[name=password]", "pw-anna");
        page.click(".login button");
        PlaywrightAssertions.assertThat(page.locator("#who")).containsText("anna, operator");
        page.reload();
        PlaywrightAssertions.assertThat(page.locator("#who")).containsText("anna, operator");
        assertFalse(String.valueOf(page.evaluate("document.cookie")).contains("packetboat"), "scripts see the cookie");
        page.locator("#who button").click();
        PlaywrightAssertions.assertThat(page.locator(".login")).isVisible();
    }

    @Test
    void thePlannerIsAskedWhatIf() throws IOException {
        String url = serve(31, Role.READER, Map.of());
        Page page = view(1240, 800, false).open(url + "/").page();
        page.click("text=What if");
        page.fill("dialog input[name=lines]", "3");
        page.fill("dialog input[name=later]", "60");
        page.locator("dialog button.primary").click();
        PlaywrightAssertions.assertThat(page.locator("dialog .verdict")).isVisible();
        picture(page, "what-if");
        assertEquals(List.of(), board.server.done);
    }

    @Test
    void theNightIsReachedByKeys() throws IOException {
        String url = serve(31, Role.READER, Map.of());
        Page page = view(1240, 800, false).open(url + "/").page();
        page.locator(".bar.failed").first().focus();
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.locator("#bar-detail")).containsText("no carrier");
        PlaywrightAssertions.assertThat(page.locator("#bar-detail")).containsText("planned");
        PlaywrightAssertions.assertThat(page.locator(".flag.failed").first()).hasText("albany");
        PlaywrightAssertions.assertThat(page.locator(".tools .span")).containsText("America/Los_Angeles");
        String before = page.locator(".tools .span").textContent();
        page.locator(".lines .scroll").focus();
        page.keyboard().press("ArrowLeft");
        PlaywrightAssertions.assertThat(page.locator(".tools .span")).not().hasText(before);
    }
}
