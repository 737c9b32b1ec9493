package org.packetboat.engine.store;

/** The store could not do what was asked: a full disk, a failed sync, a file that can't be read. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
