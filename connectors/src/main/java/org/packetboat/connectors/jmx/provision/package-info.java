/** What MBeans tell of logins, domains and sites that are provisioned. */
package org.packetboat.connectors.jmx.provision;
