/** Mail that waits here for those who pick it up by SMTP, and who may. */
package org.packetboat.protocols.smtp.pickup;
