/** Status events as JSON, the same for everybody who is told of them; docs/status-events.md describes it. */
package org.packetboat.connectors.json;
