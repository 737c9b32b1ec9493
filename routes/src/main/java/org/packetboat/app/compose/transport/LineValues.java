package org.packetboat.app.compose.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.packetboat.connectors.serial.device.PortSettings;
import org.packetboat.protocols.login.ChatScript;
import org.packetboat.protocols.modem.ModemSettings;
import org.packetboat.schedules.file.link.LineKeys;
import org.packetboat.schedules.file.link.LinkSettings;
import org.packetboat.schedules.file.link.ModemLink;
import org.packetboat.schedules.file.link.UucpTcpLink;

/** The links of schedule files, as their adapters want them. */
final class LineValues {
    private LineValues() {}

    static PortSettings port(LineKeys line) {
        return new PortSettings(line.port(), line.speed(), line.rtsCts());
    }

    /** Empty for a cable. */
    static Optional<ModemSettings> modem(LinkSettings link) {
        return link instanceof ModemLink modem ? Optional.of(modem(modem)) : Optional.empty();
    }

    private static ModemSettings modem(ModemLink m) {
        ModemSettings usual = ModemSettings.hayes();
        Duration command = usual.commandTimeout();
        return new ModemSettings(m.init(), m.registers(), m.dial(), m.prefix(), m.redials(), m.redialPause(),
                m.connectTimeout(), command, usual.guard(), m.rings());
    }

    static ChatScript chat(Optional<String> script) {
        return script.map(ChatScript::parse).orElse(ChatScript.LOGIN);
    }

    /** Where a link listens that listens. */
    static InetSocketAddress address(UucpTcpLink link) {
        String place = link.listen().orElseThrow();
        int colon = place.lastIndexOf(':');
        return new InetSocketAddress(place.substring(0, colon).replaceAll("[\\[\\]]", ""),
                Integer.parseInt(place.substring(colon + 1)));
    }
}
