package org.packetboat.camel;

/** What an endpoint does. Written as in URIs. */
public enum Operation {
    /** Producer: puts messages into the queue. */
    submit,
    /** Producer: opens a message, its text and its attachments. */
    unpack,
    /** Consumer: what becomes of messages. */
    events,
    /** Consumer: mail for local domains. */
    inbound,
    /** Consumer: mail that is not accepted yet, to be judged. */
    filter
}
