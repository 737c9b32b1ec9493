package org.packetboat.connectors.dialup;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.packetboat.protocols.dialup.Raised;

/**
 * What pppd tells of itself, line by line: its network interface, whether the far side speaks PPP, the addresses agreed
 * on (RFC 1332), and that the connection is over, which it says seconds before it ends: it still asks the far side to
 * agree (RFC 1661, 3.7). Used by one thread.
 */
final class PppLog {
    private static final Pattern ADDRESS = Pattern.compile("(local|remote) +IP address ([0-9.]+)");
    private static final Pattern INTERFACE = Pattern.compile("Using interface (\\S+)");
    /** Said only after the far side has answered as PPP does. */
    private static final Pattern ANSWERED = Pattern.compile(
            "authentication (succeeded|failed)|IP address|LCP terminated|IPCP|peer|Peer|CHAP|PAP");
    private static final Map<String, PppFailure> LAST_WORDS = Map.of("Modem hangup", PppFailure.HUNG_UP,
            "Serial link appears to be disconnected", PppFailure.DROPPED, "LCP terminated by peer",
            PppFailure.TERMINATED, "Terminating connection due to lack of activity", PppFailure.IDLE,
            "Connect time expired", PppFailure.TIME_OVER, "Terminating on signal", PppFailure.ENDED_BY_SIGNAL);
    private static final int LONGEST = 120;

    private Optional<InetAddress> local = Optional.empty();
    private Optional<InetAddress> remote = Optional.empty();
    private String networkInterface = "";
    private String last = "";
    private boolean answered;

    void heard(String line) {
        String text = line.strip();
        if (text.isEmpty()) return;
        last = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        answered |= ANSWERED.matcher(text).find();
        Matcher named = INTERFACE.matcher(text);
        if (named.find()) networkInterface = named.group(1);
        Matcher address = ADDRESS.matcher(text);
        if (address.find()) address(address.group(1).equals("local"), address.group(2));
    }

    private void address(boolean ours, String text) {
        try {
            Optional<InetAddress> found = Optional.of(InetAddress.getByName(text));
            if (ours) local = found;
            else remote = found;
        } catch (UnknownHostException notOne) {
            // pppd prints addresses as digits: nothing is looked up, and a line cut short is followed by none
        }
    }

    /** Both addresses, as soon as both are known. */
    Optional<Raised.Up> up() {
        return local.isPresent() && remote.isPresent()
                ? Optional.of(new Raised.Up(local.stream().toList(), remote))
                : Optional.empty();
    }

    /** Why the connection is over, if the last line said so. */
    Optional<PppFailure> over() {
        return LAST_WORDS.entrySet().stream().filter(words -> last.startsWith(words.getKey())).map(Map.Entry::getValue)
                .findFirst();
    }

    /** Whether the far side has answered as PPP does. */
    boolean hasAnswered() {
        return answered;
    }

    /** The name of the network interface; empty before there is one. */
    String networkInterface() {
        return networkInterface;
    }

    /** The last line, cut to a length fit for people. */
    String last() {
        return last;
    }
}
