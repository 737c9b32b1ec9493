/** Pages, listings and commands by HTTP, on the JDK's own server (decision 0027). */
package org.packetboat.connectors.http;
