/** Where status events come from: the server that the component is in, or a topic of Kafka. */
package org.packetboat.camel.events;
