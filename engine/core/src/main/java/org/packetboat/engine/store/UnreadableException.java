package org.packetboat.engine.store;

/** What is stored there is damaged or gone: reading it again would be of no use. */
public final class UnreadableException extends StoreException {
    private static final long serialVersionUID = 1L;

    public UnreadableException(String message) {
        super(message);
    }

    public UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
