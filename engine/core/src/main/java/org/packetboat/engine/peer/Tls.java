package org.packetboat.engine.peer;

/**
 * TLS towards a site. STARTTLS never, if it is offered (certificate not checked), or always with a checked certificate;
 * or TLS from the first byte on, with a checked certificate (RFC 8314 section 3.3).
 */
public enum Tls {
    OFF, MAY, MUST, IMPLICIT;

    /** Whether the certificate has to be trusted and to name the host. */
    public boolean isChecked() {
        return this == MUST || this == IMPLICIT;
    }
}
