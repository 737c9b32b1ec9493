/** What MBeans tell of delivery rules. */
package org.packetboat.connectors.jmx.rules;
