package org.packetboat.protocols.uucp.packet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Packets of the i protocol that were sent and not yet confirmed, and those of them that must be sent again. */
final class ISendWindow {
    private record Sent(IPacket packet, String token) {}

    private final Sent[] slots = new Sent[IPacket.NUMBERS];
    private final Deque<Integer> again = new ArrayDeque<>();
    private int oldest = 1;
    private int next = 1;
    private int width = 1;

    /** How many packets may be unconfirmed. */
    void width(int packets) {
        width = packets;
    }

    int outstanding() {
        return next - oldest & IPacket.NUMBERS - 1;
    }

    boolean isFull() {
        return outstanding() >= width;
    }

    /** The number the next new packet gets. */
    int nextNumber() {
        return next;
    }

    /** Enters a new packet, whose number is {@link #nextNumber}. */
    void add(IPacket packet, String token) {
        slots[next] = new Sent(packet, token);
        next = next + 1 & IPacket.NUMBERS - 1;
    }

    /**
     * Everything up to this number has arrived.
     *
     * @param arrived hears the tokens
     * @return whether that was news
     */
    boolean confirm(int number, Consumer<String> arrived) {
        int count = number - oldest + 1 & IPacket.NUMBERS - 1;
        if (count == 0 || count > outstanding()) return false;
        for (int i = 0; i < count; i++) {
            String token = slots[oldest].token;
            again.remove(oldest);
            slots[oldest] = null;
            oldest = oldest + 1 & IPacket.NUMBERS - 1;
            if (!token.isEmpty()) arrived.accept(token);
        }
        return true;
    }

    /** This packet is to be sent again. @return false if it is not outstanding */
    boolean repeat(int number) {
        if (slots[number] == null) return false;
        if (!again.contains(number)) again.add(number);
        return true;
    }

    void repeatOldest() {
        repeat(oldest);
    }

    boolean hasRepeats() {
        return !again.isEmpty();
    }

    IPacket nextRepeat() {
        return slots[again.remove()].packet;
    }
}
