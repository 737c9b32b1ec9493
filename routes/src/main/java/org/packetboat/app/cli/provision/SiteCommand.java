package org.packetboat.app.cli.provision;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Provisions sites. */
@Command(name = "site",
        mixinStandardHelpOptions = true,
        description = "Provisions sites, each with its route, beside those of schedule files, in force at once.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:",
                "  packetboat site add berlin domains=berlin.example link=lan host=mail.berlin.example window=night",
                "  packetboat site remove berlin", "  packetboat site list"})
public final class SiteCommand {
    private static final String KEY = "sites";
    private static final String ROUTE = "What a route says in a schedule file, such as domains=a.example,b.example, "
            + "link=lan, host=mail.a.example. Commas make a list. What has more than one level goes into a file for "
            + "\"packetboat provision\".";

    @Command(name = "add",
            mixinStandardHelpOptions = true,
            description = "Sends mail to a site from now on.",
            footer = {"", "Example:",
                    "  packetboat site add berlin domains=berlin.example link=lan host=mail.berlin.example"})
    int add(@Mixin ProvisionOptions options,
            @Parameters(index = "0", paramLabel = "SITE", description = "The site's name.") String site,
            @Parameters(index = "1..*",
                    arity = "1..*",
                    paramLabel = "KEY=VALUE",
                    description = ROUTE) List<String> route) {
        return options.apply(KEY, Map.of(site, keys(route)), "new");
    }

    @Command(name = "set",
            mixinStandardHelpOptions = true,
            description = "Gives a provisioned site another route, as a whole.",
            footer = {"", "Example:", "  packetboat site set berlin domains=berlin.example host=mx.berlin.example"})
    int set(@Mixin ProvisionOptions options,
            @Parameters(index = "0", paramLabel = "SITE", description = "The site.") String site,
            @Parameters(index = "1..*",
                    arity = "1..*",
                    paramLabel = "KEY=VALUE",
                    description = ROUTE) List<String> route) {
        return options.apply(KEY, Map.of(site, keys(route)), "known");
    }

    @Command(name = "remove",
            mixinStandardHelpOptions = true,
            description = "Sends nothing to a provisioned site any more. Says what waits for it.",
            footer = {"", "Example:", "  packetboat site remove berlin"})
    int remove(@Mixin ProvisionOptions options,
            @Parameters(paramLabel = "SITE", description = "The site.") String site) {
        return options.apply(KEY, Map.of(site, "removed"), "known");
    }

    @Command(name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the sites that are provisioned, with their routes.",
            footer = {"", "Example:",
                    "  packetboat site list"})
    int list(@Mixin ProvisionOptions options) {
        return options.list("site");
    }

    private static Map<String, Object> keys(List<String> route) {
        Map<String, Object> keys = new LinkedHashMap<>();
        for (String each : route) {
            int equals = each.indexOf('=');
            if (equals < 1)
                throw new CommandFailure(ExitCodes.FAILED, "found \"" + each + "\"; expected KEY=VALUE, like "
                        + "domains=berlin.example");
            String value = each.substring(equals + 1);
            Object was = keys.put(each.substring(0, equals),
                    value.indexOf(',') < 0 ? value : Arrays.asList(value.split(",")));
            if (was != null)
                throw new CommandFailure(ExitCodes.FAILED, "found " + each.substring(0, equals)
                        + " twice; expected it once, with commas for a list");
        }
        return keys;
    }
}
