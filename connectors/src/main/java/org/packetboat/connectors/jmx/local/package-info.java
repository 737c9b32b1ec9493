/** MBeans for programs of the server's own user, by a socket in the file system: no port, no host name. */
package org.packetboat.connectors.jmx.local;
