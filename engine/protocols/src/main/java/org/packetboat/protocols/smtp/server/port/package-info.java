/** What an SMTP session as server asks of those around it: its connection, passwords, waiting mail, the log. */
package org.packetboat.protocols.smtp.server.port;
