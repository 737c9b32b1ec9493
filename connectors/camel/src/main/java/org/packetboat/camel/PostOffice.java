package org.packetboat.camel;

import java.time.InstantSource;
import org.packetboat.camel.events.EventWords;
import org.packetboat.camel.inbound.InboundDesk;
import org.packetboat.camel.rules.RuleDesk;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.status.EventSource;

/**
 * The server, as the component sees it.
 *
 * @param intake   where messages are put into the queue
 * @param inbound  where consumers of local mail are known
 * @param rules    where routes that judge mail are known
 * @param events   what becomes of messages
 * @param words    how that is told
 * @param server   this server's name, for trace lines
 * @param hopLimit trace lines a message may bring along before it counts as a loop
 */
public record PostOffice(Intake intake, InboundDesk inbound, RuleDesk rules, EventSource events, EventWords words,
        String server,
        int hopLimit, InstantSource clock) {}
