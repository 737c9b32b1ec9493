/** Reads what packetboat.yaml says of lists of recipients. */
package org.packetboat.app.config.recipients;
