package org.packetboat.protocols.milter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.mail.Address;
import org.packetboat.protocols.smtp.filter.Head;

/**
 * What a filter wants changed in a message, gathered until it has said that the message passes. Only what was agreed on
 * at the beginning may be asked for.
 */
final class Changes {
    /** All its changes together, but for the body. */
    private static final int MOST_BYTES = 4 << 20;
    /** What each takes beside its bytes. */
    private static final int EACH = 64;

    private final Offer offer;
    private final Consumer<byte[]> body;
    private final List<Consumer<MailUnderWay>> changes = new ArrayList<>();
    private int bytes;

    /** @param body gets the body that takes the place of the old one, in pieces */
    Changes(Offer offer, Consumer<byte[]> body) {
        this.offer = offer;
        this.body = body;
    }

    /**
     * Takes what is a change.
     *
     * @return whether it is one
     * @throws FilterTrouble if it may not be asked for, or can't be read
     */
    boolean take(Packet packet) {
        switch (packet.command()) {
            case 'h' -> add(packet, appended(packet));
            case 'i' -> add(packet, inserted(packet));
            case 'm' -> add(packet, changed(packet));
            case '+', '2' -> add(packet, added(packet));
            case '-' -> add(packet, removed(packet));
            case 'e' -> add(packet, sender(packet));
            case 'q' -> add(packet, held(packet));
            case 'b' -> {
                allowed(Offer.CHANGE_BODY, packet);
                body.accept(packet.data());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    void apply(MailUnderWay mail) {
        changes.forEach(change -> change.accept(mail));
    }

    private void add(Packet packet, Consumer<MailUnderWay> change) {
        bytes += packet.data().length + EACH;
        if (bytes > MOST_BYTES) throw new FilterTrouble("it wants more than 4 MB of changes");
        changes.add(change);
    }

    private void allowed(int action, Packet packet) {
        if (!offer.may(action))
            throw new FilterTrouble("it wants a change that was not agreed on: " + packet);
    }

    private Consumer<MailUnderWay> appended(Packet packet) {
        allowed(Offer.ADD_HEADERS, packet);
        List<String> texts = fieldTexts(packet, 0);
        return mail -> mail.head().add(texts.get(0), value(texts.get(1)));
    }

    private Consumer<MailUnderWay> inserted(Packet packet) {
        allowed(Offer.ADD_HEADERS, packet);
        int at = packet.number();
        List<String> texts = fieldTexts(packet, Integer.BYTES);
        if (at < 0) throw new FilterTrouble("it wants a field inserted at " + at);
        return mail -> mail.head().insert(at, texts.get(0), value(texts.get(1)));
    }

    private Consumer<MailUnderWay> changed(Packet packet) {
        allowed(Offer.CHANGE_HEADERS, packet);
        int index = packet.number();
        List<String> texts = fieldTexts(packet, Integer.BYTES);
        if (index < 0) throw new FilterTrouble("it wants field " + index + " of a name changed");
        return mail -> mail.head().change(Math.max(1, index), texts.get(0),
                texts.get(1).isBlank() ? "" : value(texts.get(1)));
    }

    private static List<String> fieldTexts(Packet packet, int from) {
        List<String> texts = packet.texts(from);
        if (texts.size() != 2 || !Head.isName(texts.get(0)))
            throw new FilterTrouble("it sent a header field that is none: " + packet);
        return texts;
    }

    /** Whoever does not see the space behind the colon does not write it. */
    private String value(String said) {
        return offer.has(Offer.LEADING_SPACE) ? said : " " + said;
    }

    private Consumer<MailUnderWay> added(Packet packet) {
        allowed(packet.command() == '+' ? Offer.ADD_RECIPIENT : Offer.ADD_RECIPIENT_WITH_PARAMETERS, packet);
        Address address = address(packet);
        return mail -> mail.add(address);
    }

    private Consumer<MailUnderWay> removed(Packet packet) {
        allowed(Offer.DELETE_RECIPIENT, packet);
        Address address = address(packet);
        return mail -> mail.remove(address);
    }

    private Consumer<MailUnderWay> sender(Packet packet) {
        allowed(Offer.CHANGE_SENDER, packet);
        Optional<Address> sender = mailbox(packet).isEmpty() ? Optional.empty() : Optional.of(address(packet));
        return mail -> mail.sentBy(sender);
    }

    private Consumer<MailUnderWay> held(Packet packet) {
        allowed(Offer.QUARANTINE, packet);
        List<String> texts = packet.texts(0);
        String why = texts.isEmpty() ? "" : Answer.decoded(texts.getFirst());
        return mail -> mail.hold(why);
    }

    private static Address address(Packet packet) {
        try {
            return Address.parseLoosely(Answer.decoded(mailbox(packet)));
        } catch (IllegalArgumentException wrong) {
            throw new FilterTrouble("it sent " + wrong.getMessage());
        }
    }

    /** Without its brackets. */
    private static String mailbox(Packet packet) {
        List<String> texts = packet.texts(0);
        String text = texts.isEmpty() ? "" : texts.getFirst().strip();
        return text.startsWith("<") && text.endsWith(">") ? text.substring(1, text.length() - 1) : text;
    }
}
