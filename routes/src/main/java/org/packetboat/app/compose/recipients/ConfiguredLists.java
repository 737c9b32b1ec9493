package org.packetboat.app.compose.recipients;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.settings.RecipientSettings;
import org.packetboat.connectors.recipients.CsvRows;
import org.packetboat.connectors.recipients.LdapRows;
import org.packetboat.connectors.recipients.ListPreview;
import org.packetboat.connectors.recipients.ListRefused;
import org.packetboat.connectors.recipients.ListSettings;
import org.packetboat.connectors.recipients.PushedParts;
import org.packetboat.connectors.recipients.RecipientLists;
import org.packetboat.connectors.recipients.RowSource;
import org.packetboat.connectors.recipients.TextRows;
import org.packetboat.connectors.seal.PublicKeys;

/** The lists of recipients that the configuration names, with their sources. */
public final class ConfiguredLists {
    private ConfiguredLists() {}

    /** Opens what is kept of them in the data folder. */
    public static RecipientLists open(Configuration configuration, InstantSource clock) {
        return new RecipientLists(settings(configuration), folder(configuration),
                configuration.recipients().separator(), clock);
    }

    /**
     * What reading a list now would change.
     *
     * @param isSite whether a route leads to a site of this name
     * @throws ListRefused if it would be refused
     */
    public static ListPreview preview(Configuration configuration, String name, Predicate<String> isSite)
            throws IOException, ListRefused {
        return ListPreview.of(settings(configuration).stream().filter(l -> l.name().equals(name))
                .findFirst().orElseThrow(), folder(configuration), isSite);
    }

    private static Path folder(Configuration configuration) {
        return configuration.places().data().resolve("recipients");
    }

    private static List<ListSettings> settings(Configuration configuration) {
        return configuration.recipients().lists().stream()
                .map(list -> new ListSettings(list.name(), Set.copyOf(list.domains()), list.site(),
                        source(list, folder(configuration)), every(list.source())))
                .toList();
    }

    private static RowSource source(RecipientSettings.ListSource list, Path folder) {
        return switch (list.source()) {
            case RecipientSettings.Source.Pushed(PublicKeys by) -> new PushedParts(folder, list.name(), by.word());
            case RecipientSettings.Source.Text(Path file) -> new TextRows(file);
            case RecipientSettings.Source.Csv csv -> new CsvRows(csv.file(),
                    new CsvRows.Layout(csv.delimiter(), csv.address(), csv.site()));
            case RecipientSettings.Source.Ldap ldap -> new LdapRows(
                    new LdapRows.Server(ldap.host(), ldap.port(), ldap.policy()), search(ldap.search()));
        };
    }

    private static LdapRows.Search search(RecipientSettings.Source.Search search) {
        return new LdapRows.Search(search.base(), search.filter(), search.address(), search.site());
    }

    /** Files tell when they have changed. */
    private static Duration every(RecipientSettings.Source source) {
        return switch (source) {
            case RecipientSettings.Source.Text _, RecipientSettings.Source.Csv _, RecipientSettings.Source.Pushed _ ->
                Duration.ZERO;
            case RecipientSettings.Source.Ldap ldap -> ldap.every();
        };
    }
}
