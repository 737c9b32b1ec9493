/** The board's API by HTTP, version 1, and its pages. */
package org.packetboat.app.web.api;
