package org.packetboat.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Aliases;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;

class AliasesReaderTest {
    private static final String CONFIGURATION = """
            local-domains: [example.com, example.org]
            organisations: { Comp: example.com }
            """;

    private static Aliases read(String yaml) {
        ConfigurationReading server = new ConfigurationReader(() -> new Domain("hub.example.com"))
                .read("packetboat.yaml", CONFIGURATION.getBytes(StandardCharsets.UTF_8), Path.of(""));
        AliasesReader reader = new AliasesReader(((ConfigurationReading.Good) server).configuration());
        AliasesReading reading = reader.read("aliases.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        return assertInstanceOf(AliasesReading.Good.class, reading, reading::toString).aliases();
    }

    private static List<Address> addresses(String... texts) {
        return Arrays.stream(texts).map(Address::parse).toList();
    }

    @Test
    void groupsMayHoldMailboxesThreePartNamesAndOtherGroups() {
        Aliases aliases = read("""
                all: [Sales, "Tom Johnson:HQ:Comp", anna@example.com]
                sales: [anna@example.com, bob@elsewhere.example]
                """);
        assertEquals(addresses("anna@example.com", "bob@elsewhere.example", "tom.johnson@hq.example.com"),
                aliases.expand(Address.parse("All@example.com")));
    }

    @Test
    void aWordIsAMailboxAtEveryLocalDomain() {
        Aliases aliases = read("postmaster: anna@example.com");
        assertEquals(addresses("anna@example.com"), aliases.expand(Address.parse("postmaster@example.com")));
        assertEquals(addresses("anna@example.com"), aliases.expand(Address.parse("postmaster@example.org")));
        assertEquals(addresses("postmaster@example.net"), aliases.expand(Address.parse("postmaster@example.net")));
    }

    @Test
    void threePartNamesAndMailboxesMayBeNames() {
        Aliases aliases = read("""
                "Sales Desk:HQ:Comp": [anna@example.com]
                help@example.org: [desk]
                desk@example.org: [carl@example.com]
                """);
        assertEquals(addresses("anna@example.com"), aliases.expand(Address.parse("sales.desk@hq.example.com")));
        assertEquals(addresses("carl@example.com"), aliases.expand(Address.parse("help@example.org")));
    }
}
