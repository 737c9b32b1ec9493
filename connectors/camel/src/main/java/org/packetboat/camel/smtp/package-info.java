/** Submits mail to a server elsewhere by SMTP: the protocol of {@code engine/protocols} over sockets of the JDK. */
package org.packetboat.camel.smtp;
