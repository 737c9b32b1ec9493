package org.packetboat.connectors.jmx;

import java.util.List;
import java.util.Map;
import org.packetboat.connectors.jmx.described.Described;
import org.packetboat.connectors.jmx.described.Reads;
import org.packetboat.connectors.jmx.described.Unit;
import org.packetboat.connectors.jmx.row.AgeRows;
import org.packetboat.connectors.jmx.row.DataRow;
import org.packetboat.connectors.jmx.row.DomainItem;
import org.packetboat.connectors.jmx.row.MadeCallRow;
import org.packetboat.connectors.jmx.row.OfferRow;
import org.packetboat.connectors.jmx.row.SiteItem;
import org.packetboat.connectors.jmx.memory.ProcessSize;

/**
 * The server over JMX ({@code org.packetboat:type=Server}); the command line uses the same. Targets are a queue id, a
 * domain or {@code ALL}. Times are ISO 8601 in UTC, empty where there is none. Operations throw
 * {@link IllegalArgumentException} with a sentence for people if an argument is no good.
 */
@Described("The server; the command line uses the same. Targets are a queue id, a domain or ALL.")
public interface ServerMXBean {
    @Described("The server's name.")
    String getName();

    @Described("The program's version.")
    String getVersion();

    @Described("When it was started.")
    String getStarted();

    @Described("Where it listens, such as smtp 127.0.0.1:2525.")
    List<String> getListening();

    @Described("The folder of the queue.")
    String getDataFolder();

    @Described("Envelopes waiting in all queues.")
    long getDepth();

    @Described("Bytes of the messages waiting.")
    @Unit(Unit.BYTES)
    long getBytes();

    @Described("Messages accepted since the start.")
    long getAccepted();

    @Described("Recipients delivered to since the start.")
    long getDelivered();

    @Described("Recipients whose mail was handed to another Packetboat since the start.")
    long getRelayed();

    @Described("Recipients put off since the start; again each time.")
    long getDeferred();

    @Described("Recipients refused by far sides since the start.")
    long getRefused();

    @Described("Recipients given up since the start because time ran out.")
    long getExpired();

    @Described("How long ago the node's last step ended: more than 30 if it is stuck, and nothing goes out.")
    @Unit(Unit.SECONDS)
    long getSecondsSinceStep();

    @Described("Log lines dropped since the start: not read fast enough, or not to be written.")
    long getLogLinesDropped();

    @Described("What the process takes of the machine: memory, threads, files.")
    ProcessSize getProcess();

    @Described("What is wrong now, for people. Empty if nothing is.")
    List<String> getScheduleProblems();

    @Described("Deliveries that are kept so that they can be sent again (keep-settled).")
    long getKept();

    @Described("Bytes of the messages that are kept, each once.")
    @Unit(Unit.BYTES)
    long getKeptBytes();

    @Described("The rules by which operators hold mail: domains, and ALL.")
    List<String> getHolds();

    @Described("All domains with mail.")
    @Reads
    List<DomainRow> listDomains();

    /**
     * A part of the domains with mail, by name.
     *
     * @param domains how many have mail now, whether or not they are meant
     * @param rows    some that are meant; may be fewer than were asked for, or none, although more follow
     * @param next    where the next part begins; empty if this was the last one
     */
    record DomainPage(long domains, List<DomainRow> rows, String next) {}

    /**
     * A part of them, for queues of any size.
     *
     * @param filter {@code domain}, {@code site}, {@code state}, {@code age} in seconds, {@code size} in bytes; any
     *               number of them
     * @param after  where the part begins: {@code next} of the one before, empty for the first
     * @param most   how many domains, up to 5,000
     */
    @Described("A part of the domains with mail, by name: at most so many behind that one, by domain, site, state, age "
            + "(in s) and size (in bytes).")
    @Reads
    default DomainPage listSomeDomains(Map<String, String> filter, String after, int most) {
        throw new UnsupportedOperationException("domains are listed all at once only");
    }

    /**
     * How long mail has waited.
     *
     * @param filter as for find; may be empty
     * @param by     {@code domain}, {@code site} or {@code sender}
     * @param ages   the ends of the columns in seconds, each greater than the one before
     * @param most   how many rows
     */
    @Described("How many envelopes have waited how long, by domain, site or sender; columns end at these ages (in s); "
            + "at most so many rows.")
    @Reads(text = true)
    default AgeRows listAges(Map<String, String> filter, String by, List<Long> ages, int most) {
        throw new UnsupportedOperationException("ages are not counted");
    }

    @Described("One domain, even if nothing waits for it.")
    @Reads
    DomainRow describeDomain(String domain);

    @Described("The first envelopes of a domain's queue.")
    @Reads
    List<EnvelopeRow> listEnvelopes(String domain, int most);

    @Described("What is left of a message.")
    @Reads
    List<EnvelopeRow> listMessage(String queueId);

    @Described("Notices that nobody wanted.")
    @Reads
    List<EnvelopeRow> listDead(int most);

    @Described("The text of a message or dead notice, each char a byte; at most so many.")
    @Reads(text = true)
    String read(String queueId, int most);

    @Described("All routes.")
    @Reads
    List<RouteRow> listRoutes();

    @Described("The sessions under way.")
    @Reads
    List<SessionRow> listSessions();

    @Described("What waits for each site that no session is under way with, as the running timetable plans it.")
    @Reads
    List<LoadRow> listLoads();

    @Described("The calls of the last day that limits count, in the order in which they began.")
    @Reads
    default List<MadeCallRow> listMadeCalls() {
        return List.of();
    }

    @Described("What is used of each month's data, of links, numbers and sites that have such a limit.")
    @Reads
    default List<DataRow> listData() {
        return List.of();
    }

    @Described("Large mail that was offered, and that nobody has asked for yet, by site; plans have no call for it.")
    @Reads
    default List<OfferRow> listOffers() {
        return List.of();
    }

    @Described("Lines that are believed dead: calls to several sites in a row reached nobody.")
    @Reads
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
    @Described("Accepts a message as SMTP would, without its limits on who may send. Says its queue id.")
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
    @Described("The same, with options; each may be empty, the priority 0.")
    String submit(String sender, List<String> recipients, byte[] message, String key, String batch, String deliverBy,
            String notBefore, int priority);

    /**
     * The same in stages.
     *
     * @param stages {@code 5%,50%,100%; stop-on=3; pause=2h}: sites in the order of the recipients; empty if to all at
     *               once
     */
    @Described("The same in stages, such as 5%,50%,100%; stop-on=3; pause=2h.")
    String submit(String sender, List<String> recipients, byte[] message, String key, String batch, String deliverBy,
            String notBefore, int priority, String stages);

    @Described("Who will never get a big send: refused, given up, deleted, or withdrawn by an abort.")
    @Reads
    List<String> listMissed(String name);

    /**
     * Has a big send pause, go on or end.
     *
     * @param command {@code pause}, {@code resume}, {@code next} or {@code abort}
     * @return what has changed, in a sentence
     */
    @Described("Has a big send pause, resume, begin its next stage, or abort. Says what has changed.")
    String steerBatch(String name, String command);

    @Described("The big sends known.")
    @Reads
    List<BatchRow> listBatches();

    @Described("How each site stands with a big send.")
    @Reads
    List<BatchSiteRow> listBatch(String name);

    @Described("Who is told of status events, and how far each has got.")
    @Reads
    List<EventReaderRow> listEventReaders();

    @Described("Holds nothing back for this reader of status events any more. One that is open is refused.")
    String forgetEventReader(String name);

    @Described("Keeps mail from being sent, and from expiring, until it is released.")
    String hold(String target);

    @Described("Lets held mail go.")
    String release(String target);

    @Described("Starts mail anew: no attempts, due now, msdead counted from now.")
    String requeue(String target);

    /** @param id a queue id @return what comes of it, in a sentence */
    @Described("Has large mail go that was only offered, by its queue id, as if its recipients had asked for it.")
    String request(String id);

    /**
     * @param since  a time in ISO 8601, such as 2026-11-20T22:00:00Z
     * @param again  also what was sent again since then
     * @param dryRun counts only
     * @return what is sent, in a sentence
     */
    @Described("Sends again what a site has taken since a time (ISO 8601, UTC), as far as keep-settled has kept it; "
            + "also what was sent again since then, or counts only.")
    String resend(String site, String since, boolean again, boolean dryRun);

    @Described("Sends what waits without regard to retry times, as soon as its route is open.")
    String flush(String target);

    @Described("Ends the sessions with a site, in the middle of anything; its mail waits for the next one.")
    String abort(String site);

    @Described("Gives mail up now; its senders are told.")
    String expire(String target);

    @Described("Takes mail out without telling anybody.")
    String delete(String target);

    /** Mail that was looked for. @param looked how many envelopes were looked at @param found how many are meant */
    record FoundMail(long looked, long found, List<EnvelopeRow> envelopes) {}

    @Described("Finds mail that waits, by from, to, subject, age (in s), site, reply, state, domain, size (in bytes), "
            + "batch; at most so many.")
    @Reads(text = true)
    FoundMail find(Map<String, String> filter, int most);

    @Described("The ids of envelopes that find finds, such as 1PNWW402F.0; at most so many.")
    @Reads(text = true)
    default List<String> findIds(Map<String, String> filter, int most) {
        return find(filter, most).envelopes().stream().map(EnvelopeRow::id).toList();
    }

    @Described("Does one thing (hold, release, requeue, expire, delete) to all mail that find finds.")
    String change(Map<String, String> filter, String action);

    /** What was done. @param changed to how many envelopes @param whole whether to all @param said the same in words */
    record ChangedMail(long changed, boolean whole, String said) {}

    @Described("The same as change; tells how many envelopes were changed, and whether that is all of it.")
    default ChangedMail changeFound(Map<String, String> filter, String action) {
        throw new UnsupportedOperationException("changes are told in words only");
    }

    @Described("A part of the text of a message in the queue; none behind its end.")
    @Reads(text = true)
    byte[] readPart(String queueId, long from, int most);

    @Described("Why mail waits, and when it goes: of a queue id, an address, a domain or ALL, at most so many; "
            + "times in this zone.")
    @Reads
    List<String> why(String what, int most, String zone);

    @Described("What became of messages, for people: of a queue id, a Message-ID, an address or a big send, the newest "
            + "first, at most so many; times in this zone.")
    @Reads(text = true)
    String trace(String what, int most, String zone);

    @Described("The same for programs: an object in JSON for each message, and one for each of its events.")
    @Reads(text = true)
    List<String> traceEvents(String what, int most);

    @Described("Stops the server in good order.")
    void shutdown();

    @Described("The same as a number.")
    @Unit(Unit.EPOCH_MILLIS)
    long getStartedMillis();

    @Described("All domains with mail, at most a second ago.")
    List<DomainItem> getDomains();

    @Described("All routes, with what happened with their sites since the start, at most a second ago.")
    List<SiteItem> getSites();

    @Described("The sessions under way.")
    default List<SessionRow> getSessions() {
        return listSessions();
    }

    @Described("The big sends that are known.")
    default List<BatchRow> getBatches() {
        return listBatches();
    }

    @Described("Lines that are believed dead.")
    default List<DeadLineRow> getDeadLines() {
        return listDeadLines();
    }

    @Described("Who is told of status events, and how far each has got.")
    default List<EventReaderRow> getEventReaders() {
        return listEventReaders();
    }
}
