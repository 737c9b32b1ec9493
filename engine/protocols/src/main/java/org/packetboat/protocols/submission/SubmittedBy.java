package org.packetboat.protocols.submission;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.protocols.mail.NamedMailbox;
import org.packetboat.protocols.mail.TraceDate;

/**
 * Where a message comes from that a program of this machine wrote, and when: what its head lacks is made of that.
 *
 * @param server   our name
 * @param domain   of addresses that have none
 * @param sender   the return path; empty for the null path
 * @param fullName stands before the address where a From field is made; empty for none
 * @param origin   who it was, for the trace line, such as {@code from userid 1000}; empty if that says nothing
 * @param id       of the message
 * @param now      the time of acceptance
 */
public record SubmittedBy(String server, String domain, Optional<Address> sender, String fullName, String origin,
        QueueId id, Instant now) {
    private static final TraceDate DATES = new TraceDate();

    /** RFC 5321 section 4.4. */
    public byte[] trace() {
        String comment = "Packetboat" + (origin.isEmpty() ? "" : ", " + origin.replaceAll("[()\\\\]", "_"));
        return ("Received: by " + server + " (" + comment + ") id " + id + ";\r\n\t" + date() + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** RFC 5322 section 3.6.1. */
    String date() {
        return DATES.of(now);
    }

    /** RFC 5322 section 3.6.4; never again the same, since ids are given once. */
    String messageId() {
        return "<" + now.getEpochSecond() + "." + id + "@" + server + ">";
    }

    String from() {
        String address = sender.map(Address::toString).orElse("MAILER-DAEMON@" + domain);
        return fullName.isBlank() ? address : NamedMailbox.phrase(fullName.strip()) + " <" + address + ">";
    }
}
