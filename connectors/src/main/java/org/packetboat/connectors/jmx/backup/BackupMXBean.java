package org.packetboat.connectors.jmx.backup;

import org.packetboat.connectors.jmx.described.Described;
import org.packetboat.connectors.jmx.described.Unit;

/** Backups of the data folder ({@code org.packetboat:type=Backup}). Times are ISO 8601 in UTC, empty where none is. */
@Described("Backups of the data folder.")
public interface BackupMXBean {
    @Described("When the last good backup was made; empty if there was none.")
    String getLast();

    @Described("The same as a number; -1 if there was none.")
    @Unit(Unit.EPOCH_MILLIS)
    long getLastMillis();

    @Described("The folder that it went to.")
    String getLastFolder();

    @Described("The number of its generation in that folder.")
    long getLastGeneration();

    @Described("The size of all its files.")
    @Unit(Unit.BYTES)
    long getLastBytes();

    @Described("How much of it had changed since the one before, and was copied.")
    @Unit(Unit.BYTES)
    long getLastCopiedBytes();

    @Described("When and why a backup failed since the last good one; empty if none did.")
    String getLastFailure();

    @Described("When the timetable makes the next one; empty if there is none.")
    String getNext();

    /**
     * Makes a backup now, while mail goes on.
     *
     * @param folder where to; made if it is not there
     * @param keep   how many generations are kept in it, this one included
     * @return what was done, in a sentence
     * @throws IllegalStateException with the reason if it failed; older generations are as they were
     */
    @Described("Makes a backup into a folder on the server now, while mail goes on; keeps so many generations there. "
            + "Returns when all of it was read back and is good.")
    String backup(String folder, int keep);

    /**
     * Makes a copy of the queue as it is now, for a program on this machine to read; the one before goes.
     *
     * @return its folder, a data folder with nothing but a queue
     * @throws IllegalStateException with the reason if it can't be made
     */
    @Described("Makes a copy of the queue as it is now, for export to read. Says its folder.")
    String copyQueue();

    /**
     * Takes in mail that another queue has exported. The same mail is taken once in 14 days.
     *
     * @param envelope what is written beside the text, as JSON
     * @param text     of the message, as it was exported
     * @return its queue id here
     * @throws IllegalArgumentException if that is no exported mail
     * @throws IllegalStateException    with the reason if it is refused, whole
     */
    @Described("Takes in mail that another queue has exported: its envelopes as JSON, and its text. Says its queue id.")
    String importMail(String envelope, byte[] text);
}
