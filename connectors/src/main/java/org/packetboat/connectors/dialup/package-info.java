/**
 * Network links that are not there until something brings them up: a dial-up connection by the system's {@code pppd},
 * or whatever a command switches on. SMTP runs over them.
 */
package org.packetboat.connectors.dialup;
