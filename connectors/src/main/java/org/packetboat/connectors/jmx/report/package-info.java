/** Morning reports over JMX. */
package org.packetboat.connectors.jmx.report;
