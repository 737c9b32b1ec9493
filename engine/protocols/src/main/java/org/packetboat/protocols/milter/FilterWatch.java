package org.packetboat.protocols.milter;

/** Hears how it goes with one filter, in all sessions; of what it has no use for, nothing comes. From any thread. */
public interface FilterWatch {
    /** The text of a message is shown to it. @return to be handed back when it has answered */
    default long asked() {
        return 0;
    }

    /** It has answered something. */
    default void answered() {}

    /** It has said what is to become of a message. */
    default void judged(long asked) {}

    /** It has refused a sender, a recipient or a message. */
    default void refused(boolean forGood) {}

    /** It has had a message vanish. */
    default void discarded() {}

    /** It can't be used. @param why for people */
    void trouble(String why);
}
