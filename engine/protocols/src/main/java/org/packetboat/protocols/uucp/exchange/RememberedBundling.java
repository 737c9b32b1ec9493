package org.packetboat.protocols.uucp.exchange;

import java.util.Optional;
import org.packetboat.protocols.bundle.packing.Agreement;
import org.packetboat.protocols.bundle.packing.Bundling;
import org.packetboat.protocols.uucp.mail.Digest;

/**
 * Remembers which far sides take batches. A greeting has no checksum, and noise makes a Packetboat look like a stock
 * peer: one turned bit ends a message before its word. Mail of a batch that has arrived without our knowing would then
 * go once more, one by one, under other names, and so arrive twice. So a far side that took batches before and now
 * says no word that we understand is hung up on, three times in a row; after that it is believed.
 *
 * @param real  packs, and decides by the greeting of this call alone
 * @param spool where it is remembered
 */
record RememberedBundling(Bundling real, UucpSpool spool) implements Bundling {
    private static final int DOUBTS = 3;

    @Override
    public Optional<String> word(String node) {
        return real.word(node);
    }

    /** Where we don't want batches ourselves, nothing is missed. */
    @Override
    public Agreement agree(String node, Optional<String> heard, long rate) {
        Agreement agreed = real.agree(node, heard, rate);
        return switch (agreed) {
            case Agreement.Batches _ -> {
                takesBatches(node);
                yield agreed;
            }
            case Agreement.OneByOne _ when word(node).isPresent() && isDoubted(node) -> new Agreement.Refused(
                    node + " took batches before, and its greeting does not say so: damaged by noise?");
            case Agreement.OneByOne _, Agreement.Refused _ -> agreed;
        };
    }

    private void takesBatches(String node) {
        spool.remember(taker(node));
        for (int doubt = DOUBTS; doubt > 0; doubt--)
            spool.forget(doubt(node, doubt));
    }

    private boolean isDoubted(String node) {
        if (!spool.remembers(taker(node))) return false;
        for (int doubt = 1; doubt <= DOUBTS; doubt++) {
            if (!spool.remembers(doubt(node, doubt))) {
                spool.remember(doubt(node, doubt));
                return true;
            }
        }
        for (int doubt = DOUBTS; doubt > 0; doubt--)
            spool.forget(doubt(node, doubt));
        spool.forget(taker(node));
        return false;
    }

    private static String taker(String node) {
        return Digest.of("takes batches", node);
    }

    private static String doubt(String node, int number) {
        return Digest.of("no word of batches", node, Integer.toString(number));
    }
}
