package org.packetboat.protocols.uucp.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the packets of the i protocol in order: holds those that came before an earlier one. */
final class IReceiveWindow {
    private static final int WIDTH = 16;

    private final IPacket[] held = new IPacket[IPacket.NUMBERS];
    private int expected = 1;

    /** The number of the next packet in order. */
    int expected() {
        return expected;
    }

    /** The number of the last packet received in order. */
    int last() {
        return expected - 1 & IPacket.NUMBERS - 1;
    }

    /** Whether a packet of this number is still wanted. */
    boolean wants(int number) {
        return ahead(number) < WIDTH && held[number] == null;
    }

    void hold(IPacket packet) {
        held[packet.seq()] = packet;
    }

    /** The next packet in order, if it is there. */
    Optional<IPacket> take() {
        Optional<IPacket> packet = Optional.ofNullable(held[expected]);
        if (packet.isPresent()) {
            held[expected] = null;
            expected = expected + 1 & IPacket.NUMBERS - 1;
        }
        return packet;
    }

    /** The numbers that are missing before a later one that is there. */
    List<Integer> missing() {
        List<Integer> gaps = new ArrayList<>();
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < WIDTH; i++) {
            int number = expected + i & IPacket.NUMBERS - 1;
            if (held[number] == null) {
                gaps.add(number);
            } else {
                found.addAll(gaps);
                gaps.clear();
            }
        }
        return found;
    }

    private int ahead(int number) {
        return number - expected & IPacket.NUMBERS - 1;
    }
}
