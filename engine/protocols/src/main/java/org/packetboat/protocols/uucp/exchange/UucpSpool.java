package org.packetboat.protocols.uucp.exchange;

import java.util.Set;
import org.packetboat.engine.link.Body;

/**
 * What must outlive a call: files received in part, and short memories such as "this one was received". Names are 64
 * hexadecimal digits of our own making; nothing a far side says reaches it. Used by one session at a time for each far
 * side.
 *
 * <p>After a crash a file may hold fewer bytes than were appended, never others; what {@link #keep} and
 * {@link #remember} were told survives.
 *
 * <p>Every method throws {@link org.packetboat.engine.store.StoreException} if the disk refuses.
 */
public interface UucpSpool {
    /** How many bytes of this file are there; 0 if none. */
    long held(String file);

    void append(String file, byte[] bytes);

    /** What was appended is on disk when this returns. An empty file exists from now on. */
    void keep(String file);

    /** Gives it another name; replaces what had that name. Durable when this returns. */
    void rename(String file, String to);

    /** Whether there is a file of this name, be it empty. */
    boolean exists(String file);

    Body content(String file);

    void discard(String file);

    /**
     * The files that programs are reading, of this session and of earlier ones: they are neither changed nor discarded
     * meanwhile. Any thread may add to it and remove from it, at any time.
     */
    Set<String> lent();

    /** Remembers a name; durable when this returns. */
    void remember(String name);

    boolean remembers(String name);

    void forget(String name);

    /** The session is over: what it left open is synced and closed. */
    void release();
}
