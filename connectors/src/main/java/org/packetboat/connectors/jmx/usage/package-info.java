/** What MBeans tell of usage. */
package org.packetboat.connectors.jmx.usage;
