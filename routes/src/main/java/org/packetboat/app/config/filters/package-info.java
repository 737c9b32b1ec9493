/** Reads which filters look at mail that comes in. */
package org.packetboat.app.config.filters;
