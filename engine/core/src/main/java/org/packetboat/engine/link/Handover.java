package org.packetboat.engine.link;

/** What the far side is that has taken a mail over: whether more will be heard of it. */
public enum Handover {
    /** The mail has arrived, or has left all Packetboats: nobody will tell more. */
    ENDS,
    /** A Packetboat that tells what becomes of it. */
    REPORTED,
    /** A Packetboat of a version that does not tell. */
    UNREPORTED
}
