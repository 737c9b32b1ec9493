/** Composition of what is provisioned while the server runs: logins, domains and sites. */
package org.packetboat.app.compose.provision;
