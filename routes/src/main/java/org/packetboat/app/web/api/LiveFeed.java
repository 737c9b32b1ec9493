package org.packetboat.app.web.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntFunction;
import org.packetboat.app.web.board.BoardSource;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.connectors.http.WebPage;
import org.packetboat.connectors.http.WebRequest;

/**
 * Tells pages that something has changed: at most once a second, in at most 2 KB. While a session is under way it tells
 * its progress every two seconds; otherwise it sends a sign of life every 25 seconds. Nothing is computed while nobody
 * listens.
 */
record LiveFeed(BoardSource source, IntFunction<TonightPages.Brief> brief) implements WebPage {
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Duration WHILE_CALLING = Duration.ofSeconds(2);
    private static final Duration ALIVE = Duration.ofSeconds(25);
    private static final int LARGEST = 2000;
    private static final int SESSIONS = 8;

    @Override
    public WebAnswer answer(WebRequest request) {
        return new WebAnswer.Stream(this::run);
    }

    private void run(WebAnswer.Listener client) throws InterruptedException {
        boolean there = true;
        while (there) {
            long seen = source.events().count();
            TonightPages.Brief news = news();
            there = client.tell(Long.toString(seen), "update", JsonAnswers.text(news));
            Thread.sleep(BETWEEN);
            Duration patience = news.sessions().isEmpty() ? ALIVE : WHILE_CALLING;
            while (there && source.events().awaitMore(seen, patience) <= seen && news.sessions().isEmpty())
                there = client.tell("", "", "");
        }
    }

    private TonightPages.Brief news() {
        int sessions = SESSIONS;
        TonightPages.Brief news = brief.apply(sessions);
        while (sessions > 0 && JsonAnswers.text(news).getBytes(StandardCharsets.UTF_8).length > LARGEST)
            news = brief.apply(--sessions);
        return news;
    }
}
