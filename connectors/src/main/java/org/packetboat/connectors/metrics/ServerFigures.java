package org.packetboat.connectors.metrics;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.connectors.watch.Durations;
import org.packetboat.engine.intake.RuleCount;
import org.packetboat.engine.queue.ledger.BatchSummary;

/**
 * Figures of the server that are asked for at each scrape. None of them may wait for the node.
 *
 * @param name    the server's name
 * @param version of the program
 * @param process how the process is doing
 * @param disk    where the queue lies
 * @param batches the big sends that are known
 * @param kafka   empty where no mail comes from Kafka
 * @param routed  the sites that routes lead to now
 * @param fleet   how branches were in the last call with each
 * @param machines of the hub that keeps the queue; none if it lies on a disk of its own
 * @param recipients lists of recipients, and who looks for names that they have
 * @param filters those that look at mail before it is accepted
 * @param rules   what delivery rules came to
 * @param disks   how disks that carry mail stand
 * @param provisions how much is provisioned, and how often that changed
 * @param usage   the topic of Kafka that usage is told; none if there is none
 */
public record ServerFigures(String name, String version, Process process, Disk disk,
        Supplier<List<BatchSummary>> batches, Supplier<Optional<Kafka>> kafka, Supplier<Collection<String>> routed,
        Supplier<List<Branch>> fleet, Supplier<List<Machine>> machines, Recipients recipients,
        List<Filter> filters, Supplier<List<RuleCount>> rules, Supplier<List<Post>> disks,
        Supplier<List<Provisions>> provisions, Supplier<List<UsageTopic>> usage) {
    /** Of a server that hears of no branches. */
    public ServerFigures(String name, String version, Process process, Disk disk, Supplier<List<BatchSummary>> batches,
            Supplier<Optional<Kafka>> kafka, Supplier<Collection<String>> routed) {
        this(name, version, process, disk, batches, kafka, routed, List::of, List::of, Recipients.NONE, List.of(),
                List::of, List::of, List::of, List::of);
    }

    /** A filter, since the start. */
    public interface Filter {
        String name();

        /** Messages shown to it. */
        long messages();

        /** Senders, recipients and messages that it refused for good. */
        long refused();

        /** The same for a time. */
        long putOff();

        /** Messages that it had vanish. */
        long discarded();

        /** How often it could not be asked. */
        long troubles();

        /** Whether it could not be asked the last time. */
        boolean isDown();

        /** From the beginning of a text to what is to become of it. */
        Durations took();
    }

    /** Lists of recipients. */
    public interface Recipients {
        /** There are none. */
        Recipients NONE = new Recipients() {
            @Override
            public List<RecipientList> lists() {
                return List.of();
            }

            @Override
            public long unknown() {
                return 0;
            }

            @Override
            public long putOff() {
                return 0;
            }
        };

        List<RecipientList> lists();

        /** What is pushed of them to other servers. */
        default List<RecipientPush> pushes() {
            return List.of();
        }

        /** People named by strangers who do not exist, since the start. */
        long unknown();

        /** Recipients put off unseen, since their client had named too many who do not exist. */
        long putOff();
    }

    /**
     * A list that is pushed to another server.
     *
     * @param push     the list and the site, {@code staff@edge}
     * @param rows     how many rows were sent last
     * @param problems 1 if it was refused
     */
    public record RecipientPush(String push, long rows, int problems) {}

    /** A list of recipients. @param problems 1 if it has a problem */
    public record RecipientList(String list, long rows, int problems) {}

    /** How the process is doing. */
    public interface Process {
        /** How long ago the node's last step ended. */
        double secondsSinceStep();

        /** How many things are wrong now, as {@code packetboat status} lists them. */
        int problems();

        /** Log lines that nobody read, since the start. */
        long logLinesDropped();

        /** Bytes of memory that the process holds, outside of the heap, too; -1 if the system doesn't say. */
        long residentBytes();
    }

    /** Where the queue lies. */
    public interface Disk {
        /** Bytes free for us on its disk. */
        long free();

        /** Deliveries that are kept so that they can be sent again. */
        default long kept() {
            return 0;
        }

        /** Bytes of the messages that are kept so. */
        default long keptBytes() {
            return 0;
        }

        /** With fewer bytes free than these, no mail is taken in; 0 for no limit. */
        long reserve();

        /** How often the store has synced since the start. */
        long syncs();
    }

    /**
     * Mail from Kafka.
     *
     * @param lag         records that wait; -1 if that is not known yet
     * @param taken       records seen to since the start
     * @param deadLetters records put aside since the start
     */
    public record Kafka(long lag, long taken, long deadLetters) {}

    /**
     * A machine of a hub.
     *
     * @param term       the one that it follows, or owns in
     * @param lag        changes that it knew of and had not on disk; -1 if that is not known
     * @param lagSeconds for how long it has not had all
     * @param heardAge   for how many seconds nothing was heard of it
     */
    public record Machine(String machine, boolean owner, long term, long lag, long lagSeconds, long heardAge) {}

    /**
     * Disks for a far side.
     *
     * @param post     link and far side: {@code stick/denver}
     * @param plugged  1 if a disk is there now
     * @param awaited  files on disks that are not answered
     * @param received messages taken in since the start
     * @param bytes    of files written and read since the start
     * @param troubles 1 if the last disk failed
     */
    public record Post(String post, int plugged, int awaited, long received, long bytes, int troubles) {}

    /**
     * Usage that a topic is told.
     *
     * @param waiting days that are over and not told yet
     * @param told    records since the start
     */
    public record UsageTopic(String topic, int waiting, long told) {}

    /**
     * Something of what is provisioned.
     *
     * @param what {@code logins}, {@code domains} or {@code sites} that are there; {@code changes} put in force or
     *             {@code refused} since the start
     */
    public record Provisions(String what, long number) {}

    /**
     * A branch.
     *
     * @param heardAge for how many seconds nothing was heard of it
     * @param silent   for how many windows
     * @param free     bytes free on its disk; -1 if that is not known, as the next two
     * @param depth    envelopes that wait there
     * @param oldest   for how many seconds the oldest has waited
     * @param problems how many it has
     */
    public record Branch(String site, double heardAge, long silent, long free, long depth, long oldest,
            int problems) {}
}
