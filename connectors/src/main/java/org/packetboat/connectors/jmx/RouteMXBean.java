package org.packetboat.connectors.jmx;

import org.packetboat.connectors.jmx.described.Described;
import org.packetboat.connectors.jmx.described.Unit;

/** A route over JMX ({@code org.packetboat:type=Route,site=…}). */
@Described("The route to a site, and what happened with that site since the start.")
public interface RouteMXBean {
    @Described("open, available or unavailable.")
    String getState();

    @Described("1 to 14 open, 15 available, 16 unavailable.")
    int getHops();

    @Described("When its window opens next, or opened.")
    String getOpens();

    @Described("When the window closes that is open, or opens next.")
    String getCloses();

    @Described("Envelopes waiting for it.")
    long getDepth();

    @Described("Whether a session with it is under way.")
    boolean isInSession();

    @Described("The last reply of the far side that kept mail here.")
    String getLastReply();

    @Described("Bytes of messages that sessions carried, both ways.")
    @Unit(Unit.BYTES)
    long getMail();

    @Described("Bytes that went over the line.")
    @Unit(Unit.BYTES)
    long getWire();

    @Described("Bytes of mail for each byte on the line: more than 1 where compression saved "
            + "something; 0 before any session.")
    double getRatio();

    @Described("The same as a number.")
    @Unit(Unit.EPOCH_MILLIS)
    long getOpensMillis();

    @Described("The same as a number.")
    @Unit(Unit.EPOCH_MILLIS)
    long getClosesMillis();

    @Described("Envelopes handed to a session.")
    long getAttempts();

    @Described("Recipients delivered to.")
    long getDelivered();

    @Described("Recipients put off; again each time.")
    long getDeferred();

    @Described("Recipients refused by the far side.")
    long getRefused();

    @Described("Sessions that we began, and are over.")
    long getCallsOut();

    @Described("Sessions that the far side began, and are over.")
    long getCallsIn();

    @Described("Calls that reached nobody.")
    long getUnreached();

    @Described("How long all sessions lasted.")
    @Unit(Unit.SECONDS)
    long getCallSeconds();

    @Described("Windows that closed.")
    long getWindowsClosed();

    @Described("Windows that closed while mail was waiting.")
    long getWindowsMissed();
}
