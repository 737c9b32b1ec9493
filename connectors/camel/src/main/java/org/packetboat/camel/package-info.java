/** The {@code packetboat:} component for Camel: mail in, mail out, and what became of it. */
package org.packetboat.camel;
