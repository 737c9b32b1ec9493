/** A network link that is brought up for a session and taken down again: what decides about it. */
package org.packetboat.protocols.dialup;
