package org.packetboat.engine.fleet;

import java.util.Optional;

/** Reports as they go over the wire, each a word of printable ASCII. May be used from any thread; must be quick. */
public interface BranchReports {
    /** Tells nothing, and hears nothing. */
    BranchReports NONE = new BranchReports() {
        @Override
        public Optional<String> toTell(String peer) {
            return Optional.empty();
        }

        @Override
        public void told(String peer, String word) {
            // for nobody
        }
    };

    /** Our report for this far side; empty if it is not to have one. */
    Optional<String> toTell(String peer);

    /** A far side that has shown who it is tells its report. Anything may stand in it. */
    void told(String peer, String word);
}
