/** TLS made of PEM files: whom we trust, and who we are. */
package org.packetboat.connectors.smtp.tls;
