/** What both sides of SMTP over TCP share. */
package org.packetboat.connectors.smtp;
