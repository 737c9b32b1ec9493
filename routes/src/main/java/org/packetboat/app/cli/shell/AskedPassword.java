package org.packetboat.app.cli.shell;

import java.io.Console;
import java.util.Optional;
import java.util.Scanner;

/** A password that a person types, or that a script writes to standard input as one line. */
public final class AskedPassword {
    private AskedPassword() {}

    /** @throws CommandFailure if none is given */
    public static String ask() {
        String password = ask(System.console());
        if (password.isEmpty()) throw new CommandFailure(ExitCodes.FAILED, "no password given");
        return password;
    }

    private static String ask(Console console) {
        if (console != null && console.isTerminal()) {
            return Optional.ofNullable(console.readPassword("Password: ")).map(String::new).orElse(""); // Ctrl-D
        }
        try (Scanner input = new Scanner(System.in)) {
            return input.hasNextLine() ? input.nextLine() : "";
        }
    }
}
