package org.packetboat.simulator.call;

import java.util.List;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Transfer;
import org.packetboat.protocols.bundle.packing.PackedBundle;
import org.packetboat.protocols.bundle.packing.Room;
import org.packetboat.protocols.bundle.packing.Unpacked;

/** What makes and reads bundles behind a {@link SimulatedPacker}, at once: how long it takes is the packer's part. */
public interface BundleMaker {
    Room room();

    /** @throws IllegalStateException if a mail is no longer stored */
    PackedBundle pack(List<Transfer> transfers);

    /** How many bytes of mail come out of this bundle, about. */
    long expanded(Body bundle);

    Unpacked read(Body bundle);

    /** The far side has taken in this bundle of ours. */
    default void acknowledged(PackedBundle bundle) {}

    /** This bundle of ours is never sent again. */
    default void discarded(PackedBundle bundle) {}

    /** All mail of this bundle of theirs is taken in. */
    default void accepted(Unpacked.Mails mails) {}

    /** The far side lacks what bundles were packed against. */
    void withoutHistory();

    /** What was read is given back. */
    default void close() {}
}
