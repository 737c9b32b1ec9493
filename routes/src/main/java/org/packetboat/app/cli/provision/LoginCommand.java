package org.packetboat.app.cli.provision;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.packetboat.app.cli.shell.AskedPassword;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.connectors.smtp.server.Accounts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Provisions logins. */
@Command(name = "login",
        mixinStandardHelpOptions = true,
        description = "Provisions who may log in over SMTP, in force at once.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  packetboat login add anna", "  packetboat login remove anna",
                "  packetboat login list"})
public final class LoginCommand {
    private static final String KEY = "logins";
    private static final String HASH = "What \"packetboat password\" prints behind the colon, instead of a password.";

    @Command(name = "add",
            mixinStandardHelpOptions = true,
            description = "Lets somebody log in who could not. Asks for the password, or reads it from standard input.",
            footer = {"", "Example:", "  packetboat login add anna --note \"ticket 4711\""})
    int add(@Mixin ProvisionOptions options,
            @Parameters(paramLabel = "NAME", description = "The name to log in with.") String name,
            @Option(names = "--hash",
                    paramLabel = "HASH",
                    description = HASH) Optional<String> hash) {
        return apply(options, name, hash, "new");
    }

    @Command(name = "set",
            mixinStandardHelpOptions = true,
            description = "Gives a provisioned login another password. Asks for it, or reads it from standard input.",
            footer = {"", "Example:", "  packetboat login set anna"})
    int set(@Mixin ProvisionOptions options,
            @Parameters(paramLabel = "NAME", description = "The login.") String name,
            @Option(names = "--hash",
                    paramLabel = "HASH",
                    description = HASH) Optional<String> hash) {
        return apply(options, name, hash, "known");
    }

    private static int apply(ProvisionOptions options, String name, Optional<String> hash, String names) {
        return options.apply(KEY, Map.of(name, Map.of("hash", hash.orElseGet(() -> hashed(name)))), names);
    }

    @Command(name = "remove",
            mixinStandardHelpOptions = true,
            description = "From now on nobody can log in with a provisioned login.",
            footer = {"", "Example:", "  packetboat login remove anna"})
    int remove(@Mixin ProvisionOptions options,
            @Parameters(paramLabel = "NAME", description = "The login.") String name) {
        return options.apply(KEY, Map.of(name, "removed"), "known");
    }

    @Command(name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the logins that are provisioned.",
            footer = {"", "Example:",
                    "  packetboat login list"})
    int list(@Mixin ProvisionOptions options) {
        return options.list("login");
    }

    /** The password itself does not leave this process. */
    private static String hashed(String name) {
        try {
            String line = Accounts.line(name, AskedPassword.ask(), new SecureRandom());
            return line.substring(line.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCodes.FAILED, e.getMessage());
        }
    }
}
