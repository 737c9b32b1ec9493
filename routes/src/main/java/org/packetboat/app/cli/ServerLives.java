package org.packetboat.app.cli;

/** When the server of this process is to end, and whether another is to begin in its place. For any thread. */
final class ServerLives {
    private boolean stop;
    private boolean restart;

    /** For good. */
    synchronized void stop() {
        stop = true;
        notifyAll();
    }

    /** Another configuration is in force. */
    synchronized void restart() {
        restart = true;
        notifyAll();
    }

    /** Waits until it is to end. */
    synchronized void awaitEnd() throws InterruptedException {
        while (!stop && !restart)
            wait();
    }

    /** Whether another is to begin now; asked once for each. */
    synchronized boolean again() {
        boolean again = restart && !stop;
        restart = false;
        return again;
    }
}
