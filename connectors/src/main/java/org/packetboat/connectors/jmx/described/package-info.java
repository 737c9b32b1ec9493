/** MBeans that say what their attributes and operations mean. */
package org.packetboat.connectors.jmx.described;
