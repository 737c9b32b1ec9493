package org.packetboat.connectors.milter;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.milter.FilterChain;
import org.packetboat.protocols.smtp.filter.FilterClient;
import org.packetboat.protocols.smtp.filter.FilterSession;
import org.packetboat.protocols.smtp.filter.Filtered;
import org.packetboat.protocols.smtp.filter.MailToFilter;
import org.packetboat.protocols.smtp.filter.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a chain of filters do one thing after the other, on threads that may block. */
final class MilterSession implements FilterSession {
    private static final Logger LOG = LoggerFactory.getLogger("org.packetboat.filters");
    private static final Verdict BROKEN = new Verdict.Refused(Reply.NO_SPACE);
    private static final Filtered NOTHING = new Filtered(BROKEN, new byte[0], new BytesBody(new byte[0]), 0,
            new Filtered.Envelope(Optional.empty(), List.of()), Optional.empty(), Optional.empty());

    private final FilterChain chain;
    private final Executor threads;
    /** Those whose answer has not come. */
    private final AtomicInteger questions = new AtomicInteger();
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    MilterSession(FilterChain chain, Executor threads) {
        this.chain = chain;
        this.threads = threads;
    }

    private synchronized void then(Runnable work) {
        try {
            last = last.handleAsync((_, _) -> {
                work.run();
                return null;
            }, threads);
        } catch (RejectedExecutionException stopped) {
            // the server stops, and nobody waits for it any more
        }
    }

    /** @param broken the answer if there is trouble with the store */
    private <T> void ask(Supplier<T> question, T broken, Consumer<T> answer) {
        questions.incrementAndGet();
        then(() -> {
            T answered = answer(question, broken);
            questions.decrementAndGet(); // before whoever hears it may end the session
            answer.accept(answered);
        });
    }

    private static <T> T answer(Supplier<T> question, T broken) {
        try {
            return question.get();
        } catch (RuntimeException | Error trouble) { // without an answer the client would wait for ever
            LOG.error("filter session failed", trouble);
            return broken;
        }
    }

    @Override
    public void mail(FilterClient client, Optional<Address> sender, Consumer<Verdict> answer) {
        ask(() -> chain.mail(client, sender), BROKEN, answer);
    }

    @Override
    public void rcpt(Address recipient, Consumer<Verdict> answer) {
        ask(() -> chain.rcpt(recipient), BROKEN, answer);
    }

    @Override
    public void text(MailToFilter mail, Consumer<Filtered> answer) {
        ask(() -> chain.text(mail), NOTHING, answer);
    }

    @Override
    public void reset() {
        then(chain::reset);
    }

    /** Who is idle is told; whom we wait for is hung up on. */
    @Override
    public synchronized void close() {
        if (questions.get() > 0) chain.end();
        then(chain::quit);
    }
}
