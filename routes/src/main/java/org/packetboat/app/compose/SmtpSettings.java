package org.packetboat.app.compose;

import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.settings.SmtpIntake;
import org.packetboat.connectors.smtp.server.SmtpServerSettings;
import org.packetboat.connectors.smtp.tls.TlsFiles;
import org.packetboat.protocols.smtp.syntax.Network;
import org.packetboat.protocols.smtp.syntax.SmtpLimits;

/** The configuration of the SMTP intake, as its adapter wants it. */
final class SmtpSettings {
    private SmtpSettings() {}

    static SmtpServerSettings of(Configuration configuration) {
        SmtpIntake smtp = configuration.smtp();
        SmtpLimits usual = SmtpLimits.STANDARD;
        SmtpLimits limits = new SmtpLimits(smtp.maxConnections(), smtp.perClient(), smtp.maxRecipients(),
                smtp.maxFromStrangers(), configuration.delivery().hopLimit(),
                usual.textLine(), usual.errors(), smtp.idleTimeout(), usual.hold());
        return new SmtpServerSettings(smtp.listen(), configuration.identity().server(),
                smtp.relayFrom().stream().map(Network::parse).toList(),
                smtp.submitFrom().stream().map(Network::parse).toList(),
                smtp.tls().map(tls -> new TlsFiles(tls.certificate(), tls.key())), smtp.authFile(), limits,
                smtp.tolerances());
    }
}
