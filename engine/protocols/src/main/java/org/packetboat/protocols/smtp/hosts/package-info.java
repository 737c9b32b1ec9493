/** Which hosts of a site are up: what decides about it. */
package org.packetboat.protocols.smtp.hosts;
