package org.packetboat.connectors.kafka.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message before it is written as MIME. It has a text, an HTML page, or both.
 *
 * @param id   its Message-ID, in angle brackets
 * @param date its Date
 */
record MailRecord(String id, Instant date, Mailbox from, List<Mailbox> to, List<Mailbox> cc, Optional<Mailbox> replyTo,
        Optional<String> subject, Optional<String> text, Optional<String> html, List<Attachment> attachments,
        boolean international) {}
