/** What MBeans tell of disks that carry mail. */
package org.packetboat.connectors.jmx.disks;
