/** Mail as UUCP carries it: bang paths, {@code From} lines, rmail and BSMTP jobs (RFC 976, RFC 2442). */
package org.packetboat.protocols.uucp.mail;
