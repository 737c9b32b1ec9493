package org.packetboat.camel.smtp;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.smtp.client.ClientProfile;
import org.packetboat.protocols.smtp.client.SmtpClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages on their way to one server, over a few connections that are kept while there is something to do. Each
 * message is answered for once, with the fate of each recipient: taken, refused, or to be tried again. What a session
 * did not get to goes into the next one. If the server can't be reached, all that waits is answered as to be tried
 * again: that is up to whoever submits it. For any thread.
 */
public final class SubmissionClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SubmissionClient.class);
    private static final Reply CLOSED = MailServer.trouble("4.3.2", "the route was stopped before it was sent");
    private static final Reply AGAIN = MailServer.trouble("4.4.2",
            "the server ends each connection before it takes it");

    private final MailServer server;
    private final ClientProfile profile;
    private final Deque<SubmittedMail> waiting = new ArrayDeque<>();
    private final Set<Session> sessions = new HashSet<>();
    private boolean closed;

    public SubmissionClient(MailServer server) {
        this.server = server;
        this.profile = server.profile();
    }

    /**
     * Sends one.
     *
     * @param answer called once, from any thread, with what became of it for each recipient
     */
    public void send(Transfer mail, Consumer<Map<Recipient, Outcome>> answer) {
        SubmittedMail submitted = new SubmittedMail(mail, answer);
        synchronized (this) {
            if (!closed) {
                waiting.add(submitted);
                distribute();
                return;
            }
        }
        submitted.giveUp(CLOSED);
        submitted.tell();
    }

    /** Gives mail to idle connections, and opens more for what is left. */
    private void distribute() {
        for (Session idle : List.copyOf(sessions))
            if (!waiting.isEmpty() && idle.isIdle()) idle.give(waiting.remove());
        long coming = sessions.stream().filter(Session::isOpening).count();
        for (int more = sessions.size(); more < server.connections() && coming < waiting.size(); more++, coming++) {
            Session session = new Session();
            sessions.add(session);
            session.start();
        }
    }

    private synchronized void ended(Session session, List<SubmittedMail> unsettled, Ending ending,
            List<SubmittedMail> done) {
        sessions.remove(session);
        Optional<Reply> fault = unreached(ending);
        for (SubmittedMail submitted : unsettled)
            if (fault.isPresent() || closed || submitted.isHopeless()) giveUp(submitted, fault.orElse(AGAIN), done);
            else waiting.addFirst(submitted);
        if (fault.isPresent() && sessions.stream().noneMatch(Session::isOpen)) {
            while (!waiting.isEmpty())
                giveUp(waiting.remove(), fault.get(), done);
        }
        if (!closed) distribute();
    }

    private void giveUp(SubmittedMail submitted, Reply why, List<SubmittedMail> done) {
        submitted.giveUp(closed ? CLOSED : why);
        done.add(submitted);
    }

    /** Why nothing can be sent now, whatever it is. */
    private Optional<Reply> unreached(Ending ending) {
        Optional<Reply> reply = switch (ending) {
            case Ending.Unreached(Reply why, var _) -> Optional.of(why);
            case Ending.LoginRefused(Reply why) -> Optional.of(why);
            case Ending.TlsRefused(Reply why) -> Optional.of(why);
            case Ending.Dropped _, Ending.Stopped _, Ending.Finished _ -> Optional.empty();
        };
        reply.ifPresent(why -> LOG.warn("event=submission-unreached server={} reason=\"{}\"", server, why));
        return reply.map(why -> new Reply(451, "4.4.1", server + ": " + why));
    }

    /** What was not begun is not sent any more; what is under way comes to its end, or is lost with its connection. */
    @Override
    public void close() {
        List<SubmittedMail> left;
        List<Session> open;
        synchronized (this) {
            closed = true;
            left = new ArrayList<>(waiting);
            waiting.clear();
            open = List.copyOf(sessions);
        }
        left.forEach(submitted -> submitted.giveUp(CLOSED));
        left.forEach(SubmittedMail::tell);
        open.forEach(Session::stop);
    }

    /** One connection, as the session that speaks over it sees the mail there is. */
    private final class Session implements Supply {
        private final Map<EnvelopeId, SubmittedMail> underWay = new HashMap<>();
        private Optional<Consumer<Optional<Transfer>>> question = Optional.empty();
        private long questions;
        private boolean opening = true;
        private long events;
        /** How many events there had been when mail was given after a time with nothing to do. */
        private long eventsBefore;
        /** Whether the server has said a word since this had nothing to do. */
        private boolean heard;
        private final SocketLine line = new SocketLine(server);
        private final SessionDriver driver = new SessionDriver(
                new SmtpClientSession(profile, Optional.of(server.host()), () -> {}), line, this,
                Instant::now);

        void start() {
            line.start(this::happened);
        }

        private void happened(LinkSession.Event event) {
            synchronized (SubmissionClient.this) {
                events++;
            }
            driver.on(event);
        }

        boolean isOpening() {
            return opening;
        }

        boolean isOpen() {
            return !opening;
        }

        boolean isIdle() {
            return question.isPresent();
        }

        /** Answers the question that waits. */
        void give(SubmittedMail submitted) {
            Consumer<Optional<Transfer>> asked = question.orElseThrow();
            question = Optional.empty();
            if (underWay.isEmpty()) {
                heard = false;
                eventsBefore = events;
            }
            Transfer mail = submitted.rest();
            underWay.put(mail.envelope().id(), submitted);
            asked.accept(Optional.of(mail));
        }

        @Override
        public void next(Consumer<Optional<Transfer>> answer) {
            synchronized (SubmissionClient.this) {
                opening = false;
                question = Optional.of(answer);
                long number = ++questions;
                if (!waiting.isEmpty()) give(waiting.remove());
                else if (closed) endIdle(number);
                else endIdleLater(number);
            }
        }

        private void endIdleLater(long number) {
            CompletableFuture.delayedExecutor(server.idle().toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> endIdle(number));
        }

        /** Ends the connection, if it had nothing to do since that question. */
        private void endIdle(long number) {
            synchronized (SubmissionClient.this) {
                if (number != questions || question.isEmpty()) return;
                Consumer<Optional<Transfer>> asked = question.get();
                question = Optional.empty();
                asked.accept(Optional.empty());
            }
        }

        @Override
        public void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
            Optional<SubmittedMail> done = Optional.empty();
            synchronized (SubmissionClient.this) {
                SubmittedMail submitted = underWay.remove(id);
                submitted.learn(heard ? outcomes : known(outcomes));
                if (submitted.isDone()) done = Optional.of(submitted);
                else if (submitted.isHopeless()) done = Optional.of(hopeless(submitted));
                else again(submitted);
            }
            done.ifPresent(SubmittedMail::tell);
        }

        private void again(SubmittedMail submitted) {
            waiting.addFirst(submitted);
            distribute();
        }

        /** A connection that the server had closed before it was used again says nothing of what was sent over it. */
        private Map<Recipient, Outcome> known(Map<Recipient, Outcome> outcomes) {
            Map<Recipient, Outcome> known = new HashMap<>(outcomes);
            known.values().removeIf(outcome -> outcome instanceof Outcome.Interrupted);
            return known;
        }

        /** The answer to the last mail is no word about one that was given while that answer was being told. */
        @Override
        public void active() {
            synchronized (SubmissionClient.this) {
                heard = heard || events > eventsBefore;
            }
        }

        private SubmittedMail hopeless(SubmittedMail submitted) {
            submitted.giveUp(AGAIN);
            return submitted;
        }

        @Override
        public void progress(EnvelopeId id, long bytes) {
            LOG.debug("event=submission-progress server={} bytes={}", server, bytes);
        }

        @Override
        public void ended(Ending ending) {
            List<SubmittedMail> done = new ArrayList<>();
            synchronized (SubmissionClient.this) {
                question = Optional.empty();
                SubmissionClient.this.ended(this, List.copyOf(underWay.values()), ending, done);
                underWay.clear();
            }
            done.forEach(SubmittedMail::tell);
        }

        void stop() {
            driver.stop(false, CLOSED.text());
            synchronized (SubmissionClient.this) {
                endIdle(questions);
            }
        }
    }
}
