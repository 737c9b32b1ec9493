package org.packetboat.engine.route;

/**
 * One of the hosts of a site.
 *
 * @param preference lower is better, as in MX records (RFC 5321 section 5.1)
 */
public record SiteHost(String host, int port, int preference) {
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
