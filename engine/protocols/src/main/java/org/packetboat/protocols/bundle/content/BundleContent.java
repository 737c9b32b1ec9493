package org.packetboat.protocols.bundle.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The expanded content of a batch that was found right, read forward. Going back begins anew, so that it needs no
 * memory for what was read.
 */
public final class BundleContent implements AutoCloseable {
    /** Opens the content from its begin. */
    public interface Opening {
        InputStream open() throws IOException;
    }

    private final Opening opening;
    private final Optional<byte[]> whole;
    private ContentInput input;
    private Object user;

    /** Too large for memory: expanded again whenever somebody goes back. */
    public BundleContent(Opening opening) {
        this(opening, Optional.empty());
    }

    /** Expanded already. */
    public BundleContent(byte[] whole) {
        this(() -> new ByteArrayInputStream(whole), Optional.of(whole));
    }

    private BundleContent(Opening opening, Optional<byte[]> whole) {
        this.opening = opening;
        this.whole = whole;
        this.input = new ContentInput(InputStream.nullInputStream());
        this.user = this;
    }

    /** All of it, where it is in memory. */
    public Optional<byte[]> whole() {
        return whole;
    }

    /** Stands at a place of the content, for this user alone until another one seeks. */
    ContentInput seek(long place, Object by) throws IOException {
        if (place < input.position() || user == this) {
            input.close();
            input = new ContentInput(opening.open());
        }
        user = by;
        input.skip(place - input.position());
        return input;
    }

    /** Whether nobody else has sought since. */
    boolean isStillOf(Object someone) {
        return user == someone;
    }

    @Override
    public void close() {
        input.close();
        user = this;
    }
}
