package org.packetboat.protocols.milter;

/** Hears how it goes with one filter, in all sessions. From any thread. */
public interface FilterWatch {
    /** Nobody hears of it. */
    FilterWatch NONE = new FilterWatch() {
        @Override
        public long asked() {
            return 0;
        }

        @Override
        public void answered() {}

        @Override
        public void judged(long asked) {}

        @Override
        public void refused(boolean forGood) {}

        @Override
        public void discarded() {}

        @Override
        public void trouble(String why) {}
    };

    /** The text of a message is shown to it. @return to be handed back when it has answered */
    long asked();

    /** It has answered something. */
    void answered();

    /** It has said what is to become of a message. */
    void judged(long asked);

    /** It has refused a sender, a recipient or a message. */
    void refused(boolean forGood);

    /** It has had a message vanish. */
    void discarded();

    /** It can't be used. @param why for people */
    void trouble(String why);
}
