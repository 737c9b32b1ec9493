package org.packetboat.app;

import org.packetboat.app.cli.PacketboatCommand;

/** The program. */
public final class Main {
    private Main() {}

    /** Runs a subcommand; see {@code packetboat --help}. */
    public static void main(String[] args) {
        System.exit(PacketboatCommand.commandLine().execute(args));
    }
}
