package org.packetboat.app.cli.mail;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.config.AliasesReader;
import org.packetboat.app.config.AliasesReading;
import org.packetboat.app.config.Configuration;
import org.packetboat.engine.intake.Aliases;
import org.packetboat.engine.mail.Address;
import org.packetboat.schedules.yaml.Spelling;

/** The groups of the aliases file, as the command line names them. */
public final class Groups {
    private final Configuration configuration;
    private final Aliases aliases;

    private Groups(Configuration configuration, Aliases aliases) {
        this.configuration = configuration;
        this.aliases = aliases;
    }

    /** @throws CommandFailure if there is no aliases file, or it is no good */
    public static Groups of(Configuration configuration) {
        if (configuration.places().aliases().isEmpty()) {
            throw new CommandFailure(ExitCodes.BAD_CONFIGURATION,
                    "--to-group: no aliases file; expected \"aliases: FILE\" in packetboat.yaml, with the group in it");
        }
        return switch (new AliasesReader(configuration).read(configuration.places().aliases().get())) {
            case AliasesReading.Good(Aliases aliases) -> new Groups(configuration, aliases);
            case AliasesReading.Bad(var problems) -> throw new CommandFailure(ExitCodes.BAD_CONFIGURATION,
                    ConfigurationOption.describe(problems));
        };
    }

    /**
     * The group of that name: a word of the file, or an address in it.
     *
     * @throws CommandFailure if there is none
     */
    public Address named(String text) {
        return addresses(text).stream().filter(aliases.names()::contains).findFirst()
                .orElseThrow(() -> unknown(text));
    }

    private List<Address> addresses(String text) {
        try {
            return new AliasesReader(configuration).name(text.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private CommandFailure unknown(String text) {
        Set<String> known = new TreeSet<>();
        aliases.names().forEach(name -> known.add(name.localPart()));
        return new CommandFailure(ExitCodes.USAGE, "--to-group: found no group \"" + text + "\" in "
                + configuration.places().aliases().get()
                + Spelling.nearest(text, known).map(near -> "; did you mean " + near + "?").orElse(""));
    }
}
