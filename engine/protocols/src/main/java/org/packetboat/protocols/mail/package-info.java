/** The mail grammar of RFC 5321: commands, paths and parameters, read once and written once, and the dots of DATA. */
package org.packetboat.protocols.mail;
