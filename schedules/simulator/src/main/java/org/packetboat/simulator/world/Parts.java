package org.packetboat.simulator.world;

import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.router.Datagram;
import org.packetboat.engine.store.Store;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.uucp.exchange.UucpSpool;

/**
 * What the nodes of a world are built from, at the ports. A world is built from the real parts; whoever wants to know
 * whether it finds a bug wraps one of them so that it has that bug.
 */
public interface Parts {
    /** Everything as the program has it. */
    Parts REAL = new Parts() {
    };

    /** What a node is told its routes are. */
    default Policy policy(Policy real) {
        return real;
    }

    /** What a machine of a hub answers another that wants to call a site. */
    default boolean free(boolean real) {
        return real;
    }

    /** Whether a machine of a hub takes what another one says for a sign of life. */
    default boolean heard(boolean real) {
        return real;
    }

    /** The store of one life of a node. */
    default Store store(Store real) {
        return real;
    }

    /** The client of one SMTP call. */
    default LinkSession smtpClient(LinkSession real) {
        return real;
    }

    /** What a node keeps from UUCP call to UUCP call with one other. */
    default UucpSpool spool(UucpSpool real) {
        return real;
    }

    /** What packs and reads the bundles of one call. */
    default Packer packer(Packer real) {
        return real;
    }

    /** What a router says, before it is on its way. */
    default Datagram said(Datagram real) {
        return real;
    }
}
