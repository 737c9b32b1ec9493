/** Filters: programs that are asked about mail before it is accepted, and that may change it. */
package org.packetboat.protocols.smtp.filter;
