/** The client's side of SASL (RFC 4422): what is answered to a server that wants to know who we are. */
package org.packetboat.protocols.smtp.sasl;
