package org.packetboat.app.cli.shell;

import org.packetboat.app.process.FailFast;

/** What the program's exit codes mean; scripts rely on them. */
public final class ExitCodes {
    public static final int OK = 0;
    /** The server, or the thing asked about, said no. */
    public static final int FAILED = 1;
    /** The command line made no sense. */
    public static final int USAGE = 2;
    /** The server could not be asked: none is running on that data folder, or it can't be reached, or it ended. */
    public static final int NOT_RUNNING = 3;
    /** The configuration has errors. */
    public static final int BAD_CONFIGURATION = 4;
    /** The server ended itself after an error, to be started anew. */
    public static final int BROKEN = FailFast.EXIT_CODE;

    /** All of the mail arrives, or has arrived, but some of it later than its deliver-by. */
    public static final int LATE = 6;

    /** {@code check --strict} only: the configuration can be used, and there are warnings. */
    public static final int WARNINGS = 7;

    /** A server runs there, or may run, but it belongs to another user, whose folder this one may not look into. */
    public static final int NOT_ALLOWED = 8;

    private ExitCodes() {}
}
