package org.packetboat.protocols.uucp.exchange;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.trace.Repeat;
import org.packetboat.protocols.uucp.mail.Digest;
import org.packetboat.protocols.uucp.mail.RmailJob;

/**
 * What mail is called that a stock peer brings, so that it is known if the job comes again ({@link Repeat}): a call
 * that breaks after the last byte and before our answer has reached the peer leaves the job in its spool.
 *
 * <pre>
 * D.0001.0@denver.uucp                 the first mail of job D.0001, if it has a Date or a Message-ID
 * D.0001.0.1795273021123@denver.uucp   if it has neither; the number stands for the row of calls in which it came
 * </pre>
 *
 * Peers use their names again: Taylor UUCP counts 1,679,616 jobs for each far side, others 65,536, and a peer that
 * was set up anew, or keeps its spool in memory, begins at once with the first. With a date in it, the mail of
 * another job is another text all the same. The text of an alarm may be the same each time; so its name holds only
 * until the peer has said that it has nothing left (H or HY): what it had brought until then, it knows to be here. A
 * peer that hangs up with jobs left, as it may by grade, can bring one twice that broke off before. A job that is put
 * off keeps the row in which it came first: some of its mail may be here. The number is the time at which the row
 * began; it is a file in the spool. Packetboats name their jobs after their mail, and need
 * none.
 */
final class JobNames {
    private static final int LONGEST_JOB = 200;

    private final UucpSpool spool;
    private final String node;
    private final String row;
    private final String over;

    JobNames(UucpSpool spool, String node) {
        this.spool = spool;
        this.node = node;
        this.row = Digest.of("row of calls", node);
        this.over = Digest.of("row of calls that is over", node);
    }

    /** @param job the name of its input, as the far side calls it; from {@link SpoolName} */
    String name(String job, int place, Body text, Instant now) {
        String brief = job.length() > LONGEST_JOB ? Digest.of(job) : job;
        boolean unique = RmailJob.isOurs(job) || Repeat.isUnique(text);
        return brief + "." + place + (unique ? "" : "." + row(job, now)) + "@" + node + ".uucp";
    }

    private String row(String job, Instant now) {
        String first = rowOf(job);
        if (spool.exists(first)) return new String(content(first), StandardCharsets.US_ASCII);
        if (!spool.exists(row)) {
            spool.append(row, Long.toString(now.toEpochMilli()).getBytes(StandardCharsets.US_ASCII));
            spool.keep(row);
        }
        return new String(content(row), StandardCharsets.US_ASCII);
    }

    private byte[] content(String file) {
        Body number = spool.content(file);
        return number.read(0, (int) number.size());
    }

    private String rowOf(String job) {
        return Digest.of("row of a job that is put off", node, job);
    }

    /** The far side keeps this job, though some of its mail may be here. Durable when this returns. */
    void putOff(String job) {
        if (!spool.exists(row) || spool.exists(rowOf(job))) return;
        spool.append(rowOf(job), content(row));
        spool.keep(rowOf(job));
    }

    /** This job is answered. */
    void answered(String job) {
        if (spool.exists(rowOf(job))) spool.discard(rowOf(job));
    }

    /** The far side has none of the jobs left that it has brought. Durable when this returns. */
    void allDone() {
        if (!spool.exists(row)) return;
        spool.rename(row, over);
        spool.discard(over);
    }
}
