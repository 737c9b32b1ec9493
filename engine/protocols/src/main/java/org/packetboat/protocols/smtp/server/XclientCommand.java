package org.packetboat.protocols.smtp.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.mail.Xtext;
import org.packetboat.protocols.smtp.server.port.Wire;
import org.packetboat.protocols.smtp.syntax.SmtpReplies;

/**
 * XCLIENT: a balancer or filter that may do so says for whom it speaks from now on; the session begins anew, as if that
 * client had connected. The command is that of Postfix's XCLIENT document: attributes {@code NAME=value}, values as
 * xtext.
 */
final class XclientCommand {
    /** What is taken; NAME, PORT and where the client connected to change nothing here. */
    static final String OFFER = "XCLIENT NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT";
    private static final List<String> KNOWN = List.of(OFFER.split(" ")).subList(1, 9);
    private static final List<String> UNKNOWN = List.of("[UNAVAILABLE]", "[TEMPUNAVAIL]");
    private static final String IPV6 = "IPV6:";

    private final SessionContext exchange;
    private final Wire wire;

    XclientCommand(SessionContext exchange, Wire wire) {
        this.exchange = exchange;
        this.wire = wire;
    }

    /** @return whether the session begins anew */
    boolean xclient(String argument, boolean inMail) {
        Optional<Map<String, String>> said = attributes(argument);
        if (!exchange.client().mayStandIn()) exchange.answer(SmtpReplies.NOT_FOR_YOU);
        else if (inMail) exchange.answer(SmtpReplies.NOT_IN_MAIL);
        else if (said.isEmpty()) exchange.answer(SmtpReplies.found(SmtpReplies.SYNTAX, argument));
        else return become(said.get(), argument);
        return false;
    }

    private boolean become(Map<String, String> said, String argument) {
        Client client = exchange.client();
        Optional<InetAddress> address = Optional.ofNullable(said.get("ADDR")).map(XclientCommand::address)
                .orElse(Optional.of(client.address()));
        if (address.isEmpty()) {
            exchange.answer(SmtpReplies.found(SmtpReplies.SYNTAX, argument));
            return false;
        }
        client.isSomebodyElse(address.get(), exchange.service().policy().relaysFrom(address.get()));
        value(said, "HELO").ifPresent(helo -> client.introduced(client.fitName(helo), isExtended(said)));
        value(said, "LOGIN").ifPresent(client::loggedIn);
        if (wire.speaksFor(address.get())) return true;
        exchange.talk().hangUp(SmtpReplies.YOU_TOO_MANY);
        return false;
    }

    private static boolean isExtended(Map<String, String> said) {
        return value(said, "PROTO").filter("SMTP"::equalsIgnoreCase).isEmpty();
    }

    private static Optional<String> value(Map<String, String> said, String name) {
        return Optional.ofNullable(said.get(name)).filter(value -> !value.isEmpty() && !isUnknown(value));
    }

    private static boolean isUnknown(String value) {
        return UNKNOWN.contains(value.toUpperCase(Locale.ROOT));
    }

    /** Empty if something in it is no attribute that is known. */
    private static Optional<Map<String, String>> attributes(String argument) {
        Map<String, String> said = new HashMap<>();
        for (String each : argument.split(" +")) {
            int equals = each.indexOf('=');
            String name = each.substring(0, Math.max(equals, 0)).toUpperCase(Locale.ROOT);
            String value = each.substring(equals + 1);
            if (!KNOWN.contains(name) || !Xtext.isValid(value, true)) return Optional.empty();
            said.put(name, Xtext.decode(value));
        }
        return Optional.of(said);
    }

    /** A client whose address is not known is trusted with nothing. */
    private static Optional<InetAddress> address(String text) {
        try {
            if (isUnknown(text)) return Optional.of(InetAddress.ofLiteral("0.0.0.0"));
            boolean six = text.regionMatches(true, 0, IPV6, 0, IPV6.length());
            InetAddress address = InetAddress.ofLiteral(six ? text.substring(IPV6.length()) : text);
            return six == address instanceof Inet6Address ? Optional.of(address) : Optional.empty();
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
