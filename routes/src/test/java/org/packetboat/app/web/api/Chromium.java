package org.packetboat.app.web.api;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The system's Chromium, without a window. */
public final class Chromium implements AutoCloseable {
    /** In milliseconds; the machine may be busy. */
    private static final double PATIENCE = 60_000;
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    /**
     * A view of pages, with what went wrong in it so far.
     *
     * @param wrong errors of scripts, refused by the content security policy included, and answers from 500 on
     */
    public record View(BrowserContext context, Page page, List<String> wrong) implements AutoCloseable {
        /** Opens an address, and waits until the page is there. */
        public View open(String url) {
            page.navigate(url);
            return shown();
        }

        /** Waits until the page is there. */
        public View shown() {
            page.waitForSelector("body[data-ready]");
            return this;
        }

        /** Rules of axe-core (WCAG 2.1 A and AA) that the page breaks, with the first element each. */
        public List<String> inaccessible() {
            page.evaluate(axe());
            Object found = page.evaluate("""
                    async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }))
                        .violations.map(v => v.id + ': ' + v.nodes[0].html + ' ' + v.nodes[0].failureSummary)""");
            return ((List<?>) found).stream().map(Object::toString).toList();
        }

        @Override
        public void close() {
            context.close();
        }
    }

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path program) {
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(program)
                .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
    }

    /** Starts it; without one the test is not run. */
    public static Chromium start() {
        Optional<Path> program = program();
        Assumptions.assumeTrue(program.isPresent(), "chromium is missing");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        return new Chromium(program.get());
    }

    private static Optional<Path> program() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Arrays.stream(System.getenv("PATH").split(":")).map(dir -> Path.of(dir, name)))
                .filter(Files::isExecutable).findFirst();
    }

    private static String axe() {
        try (InputStream in = Chromium.class.getResourceAsStream(AXE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A view of its own, with no cookies. */
    public View view(int width, int height, boolean dark) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, height)
                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT).setBypassCSP(false)
                .setIgnoreHTTPSErrors(true));
        Page page = context.newPage();
        page.setDefaultTimeout(PATIENCE);
        List<String> wrong = new ArrayList<>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) wrong.add(message.text());
        });
        page.onPageError(wrong::add);
        page.onResponse(answer -> {
            if (answer.status() >= 500) wrong.add(answer.status() + " " + answer.url());
        });
        return new View(context, page, wrong);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
