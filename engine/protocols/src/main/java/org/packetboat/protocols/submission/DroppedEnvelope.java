package org.packetboat.protocols.submission;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.DsnRequest;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.mail.Xtext;
import org.packetboat.protocols.mail.AddressList;
import org.packetboat.protocols.mail.NamedMailbox;

/**
 * The envelope that {@code packetboat-sendmail} writes before a message. What it does not know is passed over.
 *
 * <pre>
 * packetboat-drop 1
 * from a@b.example             the sender; &lt;&gt; for none; the owner of the file if left out
 * name Cron Daemon             the sender's full name
 * to b@c.example, root         recipients; any number of such lines
 * headers                      those of To, Cc and Bcc are recipients, too
 * notify success,failure       NOTIFY of RFC 3461
 * return hdrs                  RET
 * envid x                      ENVID, not encoded
 *                              an empty line, and the message
 * </pre>
 *
 * @param from    as it is written
 * @param name    empty for none
 * @param to      as they are written
 * @param headers whether the header names recipients
 * @param wanted  what the sender wants to hear of each recipient; empty: the usual
 * @param dsn     what is asked of notices
 */
public record DroppedEnvelope(Optional<String> from, String name, List<String> to, boolean headers,
        Set<Notify> wanted, DsnRequest dsn) {
    private static final int LONGEST_ENVELOPE_NAME = 100;
    private static final int LONGEST_OWNER = 200;
    private static final String FIRST = "packetboat-drop 1";

    /**
     * Whom a message goes to.
     *
     * @param good each once
     * @param bad  what is no address, as it is written
     * @param more whether there are more than it may have
     */
    public record Recipients(List<Recipient> good, List<String> bad, boolean more) {}

    public DroppedEnvelope {
        to = List.copyOf(to);
        wanted = Set.copyOf(wanted);
    }

    /** @return empty if it is none */
    public static Optional<DroppedEnvelope> read(List<String> lines) {
        if (lines.isEmpty() || !lines.getFirst().equals(FIRST)) return Optional.empty();
        Map<String, String> values = new LinkedHashMap<>();
        List<String> to = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int space = line.indexOf(' ');
            String keyword = space < 0 ? line : line.substring(0, space);
            String value = space < 0 ? "" : line.substring(space + 1);
            if (keyword.equals("to")) to.add(value);
            else values.put(keyword, value);
        }
        ReturnContent returned = values.getOrDefault("return", "").equalsIgnoreCase("hdrs")
                ? ReturnContent.HDRS
                : ReturnContent.FULL;
        Optional<String> name = Optional.ofNullable(values.get("envid")).map(Xtext::parameter)
                .filter(id -> !id.isEmpty() && id.length() <= LONGEST_ENVELOPE_NAME);
        return Optional.of(new DroppedEnvelope(Optional.ofNullable(values.get("from")), values.getOrDefault("name", ""),
                to, values.containsKey("headers"), wanted(values.getOrDefault("notify", "")),
                new DsnRequest(returned, name)));
    }

    private static Set<Notify> wanted(String words) {
        Set<Notify> wanted = EnumSet.noneOf(Notify.class);
        for (Notify notify : Notify.values()) {
            if (List.of(words.toUpperCase(Locale.ROOT).split("[ ,]+")).contains(notify.name())) wanted.add(notify);
        }
        return wanted.contains(Notify.NEVER) ? Set.of(Notify.NEVER) : wanted;
    }

    /**
     * The return path. One that can't be read is that of the owner.
     *
     * @param owner of the file
     * @param here  the domain of addresses that have none
     */
    public Optional<Address> sender(String owner, String here) {
        String said = from.orElse(owner).strip();
        if (said.isEmpty() || said.equals("<>")) return Optional.empty();
        List<Address> read = new ArrayList<>();
        AddressList.read(said).mailboxes().forEach(m -> address(m, here).ifPresent(read::add));
        return Optional.of(read.size() == 1 ? read.getFirst() : ownersAddress(owner, here));
    }

    private static Address ownersAddress(String owner, String here) {
        String name = owner.length() > LONGEST_OWNER ? owner.substring(0, LONGEST_OWNER) : owner;
        String local = '"' + name.replaceAll("[\"\\\\\\p{Cntrl}]", "_") + '"';
        return Address.parseLoosely((name.matches("[A-Za-z0-9_.-]+") ? name : local) + "@" + here);
    }

    /** @param head of the message @param most that it may have */
    public Recipients recipients(SubmittedHead head, String here, int most) {
        List<String> texts = new ArrayList<>(to);
        if (headers) texts.addAll(head.recipients());
        AddressList list = AddressList.read(texts, most + 1);
        List<Recipient> good = new ArrayList<>();
        List<String> bad = new ArrayList<>(list.faults());
        for (NamedMailbox mailbox : list.mailboxes())
            address(mailbox, here).ifPresentOrElse(a -> good.add(new Recipient(a, wanted, Optional.empty())),
                    () -> bad.add(mailbox.localPart() + mailbox.domain().map(d -> "@" + d).orElse("")));
        return new Recipients(good.stream().distinct().toList(), bad,
                list.mailboxes().size() + list.faults().size() > most);
    }

    private static Optional<Address> address(NamedMailbox mailbox, String here) {
        try {
            return Optional.of(mailbox.address(here));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
