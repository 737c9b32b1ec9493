import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opens a page in Chromium without a window, several times, and prints when it painted first, when all of it was there,
 * and how many bytes it took. Arguments: the browser, a folder for its profile, the page's address, how many times.
 */
final class FirstPaint {
    private static final Pattern PORT = Pattern.compile("ws://127\\.0\\.0\\.1:(\\d+)/");
    private static final Pattern PAGE = Pattern.compile("\"webSocketDebuggerUrl\":\\s*\"(ws://[^\"]*/page/[^\"]*)\"");
    private static final Pattern VALUE = Pattern.compile("\"value\":\"([^\"]*)\"");
    /** Numbers with spaces between: paint ms, ready ms, bytes of pages as they are and as sent, of data as sent. */
    private static final String ASKED = """
            (() => { const paint = performance.getEntriesByName('first-contentful-paint')[0]; \
            if (!paint || !document.body.hasAttribute('data-ready')) return ''; \
            const all = performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation')); \
            const sum = (of, what) => of.reduce((n, e) => n + e[what], 0); \
            const data = all.filter(e => e.name.includes('/api/')); \
            const page = all.filter(e => !e.name.includes('/api/')); \
            return [paint.startTime, Math.max(...data.map(e => e.responseEnd)), sum(page, 'decodedBodySize'), \
            sum(page, 'encodedBodySize'), sum(data, 'encodedBodySize')].map(Math.round).join(' '); })()""";

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private int asked;

    private FirstPaint(HttpClient http, String page) {
        StringBuilder part = new StringBuilder();
        socket = http.newWebSocketBuilder().buildAsync(URI.create(page), new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                part.append(text);
                if (last) {
                    answers.add(part.toString());
                    part.setLength(0);
                }
                from.request(1);
                return null;
            }
        }).join();
    }

    public static void main(String[] args) throws Exception {
        Process browser = new ProcessBuilder(args[0], "--headless=new", "--no-sandbox", "--disable-gpu",
                "--disable-dev-shm-usage", "--disable-background-networking", "--remote-debugging-port=0",
                "--user-data-dir=" + Path.of(args[1]), "about:blank").redirectErrorStream(true).start();
        try {
            FirstPaint paint = new FirstPaint(HttpClient.newHttpClient(), page(browser));
            for (int turn = 0; turn < Integer.parseInt(args[3]); turn++)
                System.out.println(paint.open(args[2]));
        } finally {
            browser.destroy();
            browser.waitFor();
        }
    }

    /** The address at which its only page is steered. */
    private static String page(Process browser) throws IOException, InterruptedException {
        BufferedReader said = new BufferedReader(
                new InputStreamReader(browser.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher port = PORT.matcher(line);
            if (!port.find()) continue;
            URI list = URI.create("http://127.0.0.1:" + port.group(1) + "/json/list");
            String pages = HttpClient.newHttpClient().send(HttpRequest.newBuilder(list).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
            Matcher page = PAGE.matcher(pages);
            if (page.find()) return page.group(1);
        }
        throw new IOException("the browser did not start");
    }

    /** With nothing from an earlier time. */
    private String open(String address) throws IOException, InterruptedException {
        ask("Network.enable", "{}");
        ask("Network.clearBrowserCache", "{}");
        ask("Page.navigate", "{\"url\":\"" + address + "\"}");
        for (int turn = 0; turn < 600; turn++) {
            String answer = ask("Runtime.evaluate",
                    "{\"expression\":\"" + ASKED.replace("\n", "") + "\",\"returnByValue\":true}");
            Matcher value = VALUE.matcher(answer);
            if (value.find() && !value.group(1).isEmpty()) return value.group(1);
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IOException(address + " was not shown within a minute");
    }

    private String ask(String method, String params) throws IOException, InterruptedException {
        int id = ++asked;
        socket.sendText("{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}", true).join();
        for (;;) {
            String answer = answers.poll(60, TimeUnit.SECONDS);
            if (answer == null) throw new IOException("the browser does not answer");
            if (answer.startsWith("{\"id\":" + id + ",")) return answer;
        }
    }
}
