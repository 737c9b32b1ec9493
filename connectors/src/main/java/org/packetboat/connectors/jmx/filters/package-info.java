/** What MBeans tell of filters. */
package org.packetboat.connectors.jmx.filters;
