/** What operators see of the routes that users write. */
package org.packetboat.connectors.jmx.routes;
