package org.packetboat.connectors.batch;

import java.io.IOException;
import java.io.InputStream;

/**
 * The expanded content of a batch that was found right, read forward. Going back begins anew, so that it needs no memory
 * for what was read.
 */
public final class BatchContent implements AutoCloseable {
    /** Opens the content from its begin. */
    interface Opening {
        InputStream open() throws IOException;
    }

    private final Opening opening;
    private ContentInput input;
    private Object user;

    BatchContent(Opening opening) {
        this.opening = opening;
        this.input = new ContentInput(InputStream.nullInputStream());
        this.user = this;
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
