/** Commands about lists of recipients. */
package org.packetboat.app.cli.recipients;
