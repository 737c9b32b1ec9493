/** MBeans for consoles on other machines: RMI over TLS, with logins and roles. */
package org.packetboat.connectors.jmx.remote;
