package org.packetboat.app.cli;

/** What the program's exit codes mean; scripts rely on them. */
final class ExitCodes {
    static final int OK = 0;
    /** The server, or the thing asked about, said no. */
    static final int FAILED = 1;
    /** The command line made no sense. */
    static final int USAGE = 2;
    /** No server is running on that data folder. */
    static final int NOT_RUNNING = 3;
    /** The configuration has errors. */
    static final int BAD_CONFIGURATION = 4;

    private ExitCodes() {}
}
