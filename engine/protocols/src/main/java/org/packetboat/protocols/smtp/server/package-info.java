/**
 * An SMTP server's session (RFC 5321): bytes in, replies and wishes out; submission, logins, mail picked up by ETRN and
 * ATRN.
 */
package org.packetboat.protocols.smtp.server;
