/** Commands that provision logins, domains and sites. */
package org.packetboat.app.cli.provision;
