package org.packetboat.connectors.jmx;

import java.util.List;

/**
 * The server over JMX ({@code org.packetboat:type=Server}); the command line uses the same. Targets are a queue id, a
 * domain or {@code ALL}. Times are ISO 8601 in UTC, empty where there is none. Operations throw
 * {@link IllegalArgumentException} with a sentence for people if an argument is no good.
 */
public interface ServerMXBean {
    String getName();

    String getVersion();

    String getStarted();

    /** Where mail comes in, such as {@code smtp 127.0.0.1:2525}. */
    List<String> getListening();

    String getDataFolder();

    /** Envelopes waiting in all queues. */
    long getDepth();

    /** Bytes of their messages. */
    long getBytes();

    /** Messages accepted since the start. */
    long getAccepted();

    /** Recipients delivered to since the start; likewise those deferred, refused and expired. */
    long getDelivered();

    long getDeferred();

    long getRefused();

    long getExpired();

    /** How long ago the node's last step ended: more than some seconds if it is stuck, and nothing goes out. */
    long getSecondsSinceStep();

    /** Log lines dropped since the start, because standard output was not read fast enough. */
    long getLogLinesDropped();

    /**
     * What is wrong now, for people: schedule and route files with errors (the last good ones are in force), a node
     * that is stuck, log lines that nobody took. Empty if nothing is.
     */
    List<String> getScheduleProblems();

    /** The rules by which operators hold mail: domains, and {@code ALL}. Each stands until it is released itself. */
    List<String> getHolds();

    List<DomainRow> listDomains();

    /** One domain, even if nothing waits for it. */
    DomainRow describeDomain(String domain);

    /** The first envelopes of a domain's queue. */
    List<EnvelopeRow> listEnvelopes(String domain, int most);

    /** What is left of a message. */
    List<EnvelopeRow> listMessage(String queueId);

    /** Notices that nobody wanted. */
    List<EnvelopeRow> listDead(int most);

    /** The text of a message or dead notice, as ISO 8859-1 so that each char is a byte; at most so many bytes. */
    String read(String queueId, int most);

    List<RouteRow> listRoutes();

    List<SessionRow> listSessions();

    /** What waits for each site that no session is under way with, as the running timetable plans it. */
    List<LoadRow> listLoads();

    /** Lines that are believed dead: calls to several sites in a row reached nobody. Plans do without them. */
    List<DeadLineRow> listDeadLines();

    /**
     * Accepts a message as SMTP would, without its limits on who may send.
     *
     * @param sender     the return path; empty for none
     * @param recipients who gets it; addresses, aliases or groups
     * @param message    RFC 5322, lines ending in CRLF
     * @param key        makes a repetition harmless: one key is accepted once
     * @return its queue id
     * @throws IllegalStateException with the reason if it was refused
     */
    String submit(String sender, List<String> recipients, byte[] message, String key);

    /**
     * The same, with options; each may be empty, the priority 0.
     *
     * @param batch     the big send it is part of
     * @param deliverBy when it should have arrived: {@code 2026-11-20T06:00:00Z}, with {@code ;R} if it is then to come
     *                  back, else its sender is told of the delay (RFC 2852)
     * @param notBefore not to be sent earlier
     * @param priority  -9 to 9, more goes first
     */
    String submit(String sender, List<String> recipients, byte[] message, String key, String batch, String deliverBy,
            String notBefore, int priority);

    /** The big sends known, by name. */
    List<BatchRow> listBatches();

    /** How each site stands with a big send; empty if it is not known. */
    List<BatchSiteRow> listBatch(String name);

    /** Who is told of status events, and how far each has got. */
    List<EventReaderRow> listEventReaders();

    /** Holds nothing back for this reader of status events any more. One that is open is refused. */
    String forgetEventReader(String name);

    String hold(String target);

    String release(String target);

    String requeue(String target);

    String flush(String target);

    /** Ends the sessions with a site, in the middle of anything; its mail waits for the next one. */
    String abort(String site);

    String expire(String target);

    String delete(String target);

    /** Stops the server in good order. */
    void shutdown();
}
