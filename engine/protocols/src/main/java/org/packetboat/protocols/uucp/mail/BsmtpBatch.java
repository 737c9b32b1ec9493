package org.packetboat.protocols.uucp.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.protocols.mail.AddressCommand;
import org.packetboat.protocols.mail.Path;

/**
 * Reads a batch of SMTP (RFC 2442 section 3): the client's half of a session, written down. A batch is read whole
 * before any of it counts. Lines may end in LF or CRLF; parameters of MAIL and RCPT are passed over.
 */
final class BsmtpBatch {
    /** What a batch holds. */
    sealed interface Content {
        record Messages(List<Entry> entries) implements Content {}

        /** It is no batch; nothing of it counts. */
        record Malformed(String why) implements Content {}
    }

    /** One message: its bytes are those of the batch from {@code from} to {@code until}, dots still stuffed. */
    record Entry(Optional<Address> sender, List<Recipient> recipients, long from, long until) {}

    private final Body batch;
    private final String node;
    private final String domain;
    private final LineReader lines;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Recipient> recipients = new ArrayList<>();
    private Optional<Address> sender = Optional.empty();
    private String wrong = "";

    private BsmtpBatch(Body batch, String node, String domain) {
        this.batch = batch;
        this.node = node;
        this.domain = domain;
        this.lines = new LineReader(batch);
    }

    /**
     * @param node   the far side, where senders without a domain are at home
     * @param domain that of recipients without one
     */
    static Content read(Body body, String node, String domain) {
        return new BsmtpBatch(body, node, domain).read();
    }

    private Content read() {
        while (lines.position() < batch.size() && wrong.isEmpty()) {
            String line = lines.next();
            try {
                if (obey(line)) break;
            } catch (IllegalArgumentException bad) {
                wrong = "in \"" + Printable.of(line) + "\": " + Printable.of(String.valueOf(bad.getMessage()));
            }
        }
        return wrong.isEmpty() ? new Content.Messages(List.copyOf(entries)) : new Content.Malformed(wrong);
    }

    /** @return whether the batch ends here */
    private boolean obey(String line) {
        String upper = line.toUpperCase(Locale.ROOT);
        if (AddressCommand.Kind.MAIL.begins(line)) {
            recipients.clear();
            sender = sender(path(AddressCommand.Kind.MAIL, line));
        } else if (AddressCommand.Kind.RCPT.begins(line)) {
            Path path = path(AddressCommand.Kind.RCPT, line);
            Address recipient = path.address(domain).orElseThrow(() -> notOne(path));
            recipients.add(Recipient.of(SenderAlias.meant(recipient, domain)));
        } else if (upper.equals("DATA")) {
            data();
        } else if (!upper.matches("(HELO|EHLO|RSET|NOOP|QUIT|TICK|VERB)\\b.*|")) {
            wrong = "not understood: " + Printable.of(line);
        }
        return upper.equals("QUIT");
    }

    private static Path path(AddressCommand.Kind kind, String line) {
        return kind.readLine(line).orElseThrow(() -> new IllegalArgumentException("no <address>")).path();
    }

    private Optional<Address> sender(Path path) {
        return path.isNull() ? Optional.empty() : Optional.of(path.address(node).orElseThrow(() -> notOne(path)));
    }

    private static IllegalArgumentException notOne(Path path) {
        return new IllegalArgumentException(path.isNull() ? "no recipient" : "not an address: " + path.mailbox());
    }

    private void data() {
        if (recipients.isEmpty()) throw new IllegalArgumentException("no recipient before DATA");
        long from = lines.position();
        long until = from;
        while (until < batch.size() && !lines.next().equals("."))
            until = lines.position();
        if (until >= batch.size()) throw new IllegalArgumentException("no end of data");
        entries.add(new Entry(sender, List.copyOf(recipients), from, until));
        recipients.clear();
    }
}
