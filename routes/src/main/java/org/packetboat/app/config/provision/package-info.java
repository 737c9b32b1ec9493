/** What operators provision while the server runs: logins, domains and sites, in a file that the server owns. */
package org.packetboat.app.config.provision;
