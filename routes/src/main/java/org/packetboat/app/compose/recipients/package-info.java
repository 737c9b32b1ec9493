/** Lists of recipients, made from the configuration. */
package org.packetboat.app.compose.recipients;
