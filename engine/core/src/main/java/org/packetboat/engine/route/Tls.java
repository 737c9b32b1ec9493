package org.packetboat.engine.route;

/** STARTTLS towards a site: never, if it is offered (certificate not checked), or always with a checked certificate. */
public enum Tls {
    OFF, MAY, MUST
}
