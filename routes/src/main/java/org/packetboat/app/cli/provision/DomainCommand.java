package org.packetboat.app.cli.provision;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Provisions domains. */
@Command(name = "domain",
        mixinStandardHelpOptions = true,
        description = "Provisions domains whose mail stays here, beside local-domains of packetboat.yaml, in force at "
                + "once. A domain whose mail goes on to somewhere is one of a site.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  packetboat domain add shop.example", "  packetboat domain remove shop.example",
                "  packetboat domain list"})
public final class DomainCommand {
    private static final String KEY = "domains";

    @Command(name = "add",
            mixinStandardHelpOptions = true,
            description = "Takes mail for a domain from now on.",
            footer = {"", "Example:", "  packetboat domain add shop.example"})
    int add(@Mixin ProvisionOptions options,
            @Parameters(paramLabel = "DOMAIN", description = "The domain.") String name) {
        return options.apply(KEY, Map.of(name, "local"), "new");
    }

    @Command(name = "remove",
            mixinStandardHelpOptions = true,
            description = "Takes no mail for a provisioned domain any more. Says what waits for it.",
            footer = {"", "Example:", "  packetboat domain remove shop.example"})
    int remove(@Mixin ProvisionOptions options,
            @Parameters(paramLabel = "DOMAIN", description = "The domain.") String name) {
        return options.apply(KEY, Map.of(name, "removed"), "known");
    }

    @Command(name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the domains that are provisioned.",
            footer = {"", "Example:",
                    "  packetboat domain list"})
    int list(@Mixin ProvisionOptions options) {
        return options.list("domain");
    }
}
