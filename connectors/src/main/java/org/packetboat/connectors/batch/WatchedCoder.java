package org.packetboat.connectors.batch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.codec.CodecFailedException;
import org.packetboat.protocols.bundle.codec.Coder;
import org.packetboat.protocols.bundle.codec.DamagedException;
import org.packetboat.protocols.bundle.codec.Effort;

/**
 * A codec in native code, which fails in ways of its own. An {@link Error} is told to whoever hands out codecs, and the
 * batch goes by another one; lack of memory is passed on, since it is the whole process's. An exception while a batch
 * is expanded is what its bytes did, which may be hostile: they are damaged, and the codec stays.
 */
final class WatchedCoder implements Coder {
    private final Codec codec;
    private final Coder coder;
    private final Consumer<Throwable> broken;

    WatchedCoder(Codec codec, Coder coder, Consumer<Throwable> broken) {
        this.codec = codec;
        this.coder = coder;
        this.broken = broken;
    }

    @Override
    public byte[] compress(byte[] content, byte[] reference, Effort effort) throws CodecFailedException {
        try {
            return coder.compress(content, reference, effort);
        } catch (OutOfMemoryError full) {
            throw full;
        } catch (RuntimeException failed) {
            throw new CodecFailedException(codec, failed);
        } catch (Error failed) {
            throw failed(failed);
        }
    }

    private CodecFailedException failed(Error why) {
        broken.accept(why);
        return new CodecFailedException(codec, why);
    }

    @Override
    public InputStream expand(InputStream packed, int length, byte[] reference) throws IOException {
        return watched(() -> new Watched(coder.expand(packed, length, reference)));
    }

    /** Something that native code does with bytes of a far side. */
    private interface Work<T> {
        T done() throws IOException;
    }

    private <T> T watched(Work<T> work) throws IOException {
        try {
            return work.done();
        } catch (OutOfMemoryError full) {
            throw full;
        } catch (RuntimeException hostile) {
            throw new DamagedException("can't be expanded: " + hostile);
        } catch (Error failed) {
            throw failed(failed);
        }
    }

    private final class Watched extends FilterInputStream {
        Watched(InputStream expanding) {
            super(expanding);
        }

        @Override
        public int read() throws IOException {
            return watched(in::read);
        }

        @Override
        public int read(byte[] into, int offset, int most) throws IOException {
            return watched(() -> in.read(into, offset, most));
        }

        @Override
        public void close() throws IOException {
            watched(() -> {
                in.close();
                return "closed";
            });
        }
    }
}
