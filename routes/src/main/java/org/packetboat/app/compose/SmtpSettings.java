package org.packetboat.app.compose;

import java.util.List;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.settings.ListenerSettings;
import org.packetboat.connectors.milter.MilterFilters;
import org.packetboat.connectors.milter.MilterSettings;
import org.packetboat.connectors.smtp.server.SmtpServerSettings;
import org.packetboat.connectors.smtp.tls.TlsFiles;
import org.packetboat.protocols.smtp.server.SmtpPolicy;
import org.packetboat.protocols.smtp.syntax.Network;
import org.packetboat.protocols.smtp.syntax.SmtpLimits;

/** The configuration of the SMTP intake, as its adapter wants it. */
final class SmtpSettings {
    private SmtpSettings() {}

    /** Of all listeners, the main one first. */
    static List<SmtpServerSettings> of(Configuration configuration, MilterFilters filters) {
        return configuration.smtp().all()
                .map(listener -> of(configuration, listener).filteredBy(filters.of(milters(listener)))).toList();
    }

    private static SmtpServerSettings of(Configuration configuration, ListenerSettings listener) {
        SmtpLimits usual = SmtpLimits.STANDARD;
        ListenerSettings.Bounds bounds = listener.bounds();
        SmtpLimits limits = new SmtpLimits(bounds.connections(), bounds.perClient(), bounds.recipients(),
                bounds.fromStrangers(), configuration.delivery().hopLimit(), usual.textLine(), usual.errors(),
                bounds.idle(), usual.hold());
        SmtpPolicy policy = new SmtpPolicy(configuration.identity().server(),
                networks(listener.networks().relayFrom()), networks(listener.networks().submitFrom()), limits,
                listener.tolerances(), listener.rules().named(listener.name()));
        return new SmtpServerSettings(listener.listen(), policy,
                listener.tls().map(tls -> new TlsFiles(tls.certificate(), tls.key())), listener.authFile(),
                networks(listener.networks().proxyFrom()));
    }

    private static List<MilterSettings> milters(ListenerSettings listener) {
        return listener.filters().stream()
                .map(each -> new MilterSettings(each.name(), each.at(), each.timeout(), each.onTrouble())).toList();
    }

    private static List<Network> networks(List<String> written) {
        return written.stream().map(Network::parse).toList();
    }
}
