package org.packetboat.camel;

/** What an endpoint does. Written as in URIs. */
public enum Operation {
    /** Producer: puts messages into the queue. */
    submit,
    /** Consumer: what becomes of messages. */
    events,
    /** Consumer: mail for local domains. */
    inbound
}
