/** Messages made fit for mail servers that take less than what is in them. */
package org.packetboat.connectors.mime;
