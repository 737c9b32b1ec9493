package org.packetboat.protocols.uucp.greeting;

/**
 * Where it is written that a job was refused for good, at whichever side: whoever sent it has handed it to a program
 * that has forgotten it. Called from the line's thread; texts are plain ASCII and short.
 */
public interface RefusalLog {
    /** Nothing is written. */
    RefusalLog NONE = new RefusalLog() {
        @Override
        public void here(String node, String what, String why) {
            // nobody wants to know
        }

        @Override
        public void there(String node, String what, String answer) {
            // nobody wants to know
        }
    };

    /**
     * We have refused something of the far side.
     *
     * @param node the far side
     * @param what its command, or the name of its file
     */
    void here(String node, String what, String why);

    /**
     * The far side has refused a job of ours.
     *
     * @param node   the far side
     * @param what   our command
     * @param answer as it came: {@code SN2}, {@code CN5} …
     */
    void there(String node, String what, String answer);
}
