/** What a user hands over becomes a message, and what he calls its recipients becomes addresses. */
package org.packetboat.app.cli.mail;
