package org.packetboat.protocols.milter;

import java.util.List;
import java.util.Optional;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.protocols.smtp.filter.FilterClient;
import org.packetboat.protocols.smtp.filter.Head;

/**
 * A whole message that rules are asked about, as filters before them have left it. Its body may be read until the
 * answer is there.
 *
 * @param id         that it will have in the queue
 * @param client     who hands it over
 * @param sender     empty for the null path
 * @param recipients who were accepted
 * @param fields     its header without our own trace line
 * @param body       where its body stands
 * @param from       where in that its body begins
 */
public record JudgedMail(QueueId id, FilterClient client, Optional<Address> sender, List<Address> recipients,
        List<Head.Field> fields, Body body, long from) {
    public JudgedMail {
        recipients = List.copyOf(recipients);
        fields = List.copyOf(fields);
    }
}
