package org.packetboat.protocols.modem;

import java.time.Duration;

/** What the line learns from the dialogue that brought it up. */
public interface Connection {
    /** A socket is up before anything is said on it, and is never to blame. */
    Connection SOCKET = new Connection() {
        @Override
        public void offHook() {}

        @Override
        public void connected(long rate) {}

        @Override
        public void faulty(String why) {}

        @Override
        public void barred(Duration by) {}
    };

    /** The first dialogue is through: where there is a modem, it is in a call that it has to be taken out of. */
    void offHook();

    /**
     * Both modems hear each other, or both ends of the cable speak. From now on a carrier that was up and goes down
     * ends the call.
     *
     * @param rate bytes per second
     */
    void connected(long rate);

    /** The modem or its port doesn't do its work; whether the far side is there is not known. */
    void faulty(String why);

    /** The modem does not dial the number of this call before that time is over; another may. */
    void barred(Duration by);
}
