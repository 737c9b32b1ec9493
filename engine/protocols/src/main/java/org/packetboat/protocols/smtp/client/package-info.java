/** An SMTP client's session (RFC 5321, LMTP by RFC 2033): what is said to a mail server, and what its replies mean. */
package org.packetboat.protocols.smtp.client;
