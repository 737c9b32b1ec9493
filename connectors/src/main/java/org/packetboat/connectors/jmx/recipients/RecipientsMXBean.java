package org.packetboat.connectors.jmx.recipients;

import java.util.List;
import org.packetboat.connectors.jmx.described.Described;
import org.packetboat.connectors.jmx.described.Reads;

/** Who there is at which domain, by lists ({@code org.packetboat:type=Recipients}). */
@Described("Who there is at which domain, by lists.")
public interface RecipientsMXBean {
    @Described("How each list stands.")
    List<RecipientListRow> getLists();

    @Described("How each list stands with each server that it is pushed to.")
    List<RecipientPushRow> getPushes();

    @Described("Recipients that strangers named and that do not exist, since the start.")
    long getUnknown();

    @Described("Answers to strangers about people who do not exist that were held back, since the start.")
    long getHeldBack();

    @Described("Recipients that were put off unseen, since their client had named too many who do not exist.")
    long getPutOff();

    /** @throws IllegalArgumentException if that is no address */
    @Described("Looks an address up.")
    @Reads(text = true)
    RecipientRow find(String address);

    /**
     * Reads a list now, and believes it though it has less than half of its recipients.
     *
     * @return what was done, in a sentence
     * @throws IllegalArgumentException if there is no such list, or it can't be read, and why
     */
    @Described("Reads a list now, and believes it though it has less than half of its recipients.")
    String confirm(String list);

    /**
     * Sends a server what has changed of a list, sealed, as mail.
     *
     * @param whole whether all of it is sent
     * @return what was done, in a sentence
     * @throws IllegalArgumentException if the list is not for that site, or no route leads there, or its key is missing
     * @throws IllegalStateException    if it can't be sent, and why
     */
    @Described("Sends a server what has changed of a list, or all of it, as mail.")
    String push(String list, String site, boolean whole);
}
