package org.packetboat.app.web.board;

import java.util.List;
import java.util.Optional;
import org.packetboat.connectors.jmx.cluster.MachineRow;

/**
 * What the process knows of itself.
 *
 * @param secondsSinceStep how long ago the node's last step ended
 * @param kafka            empty where nothing is done with Kafka
 * @param certificates     our own
 * @param links            what each has done, modems among them
 * @param hub              empty where the queue lies on a disk of its own
 */
public record HealthFacts(Disk disk, Memory memory, long secondsSinceStep, Optional<Kafka> kafka,
        List<Certificate> certificates, List<LinkFacts> links, Optional<Hub> hub) {
    /** In bytes. @param reserve what must be free for mail to be taken in */
    public record Disk(long free, long reserve) {}

    /** Of the Java heap, in bytes. */
    public record Memory(long used, long most) {}

    /** @param lag records that wait; -1 if that isn't known */
    public record Kafka(String state, long lag, long taken, long deadLetters, String trouble) {}

    /** @param until when it ends; ISO 8601, empty if the file can't be read */
    public record Certificate(String file, String until) {}

    /** @param site with whom it is in session; empty if with nobody @param last how its last session ended */
    public record LinkFacts(String link, String site, long sessions, long bytes, String last, String figures) {}

    /** Where brokers keep the queue. @param machine this one @param machines all of them, this one among them */
    public record Hub(String hub, String machine, String owner, long term, boolean sending,
            List<MachineRow> machines) {}

    public HealthFacts {
        certificates = List.copyOf(certificates);
        links = List.copyOf(links);
    }
}
