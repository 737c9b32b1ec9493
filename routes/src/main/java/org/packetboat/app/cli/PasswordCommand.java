package org.packetboat.app.cli;

import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.packetboat.app.cli.shell.AskedPassword;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.connectors.smtp.server.Accounts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a line for the file of accounts. */
@Command(name = "password",
        mixinStandardHelpOptions = true,
        description = "Asks for a password and prints a line with its salted hash for the file of smtp.auth-file.",
        footer = {
                "", "Example:", "  packetboat password alice >> secrets/accounts"})
final class PasswordCommand implements Callable<Integer> {
    @Parameters(paramLabel = "USER", description = "Who is to log in with it.")
    private String user;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String password = AskedPassword.ask();
        try {
            spec.commandLine().getOut().println(Accounts.line(user, password, new SecureRandom()));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCodes.FAILED, e.getMessage());
        }
        return ExitCodes.OK;
    }
}
