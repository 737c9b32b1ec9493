package org.packetboat.connectors.batch;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.packetboat.protocols.bundle.codec.Coder;
import org.packetboat.protocols.bundle.codec.Effort;

/** Zstandard (RFC 8878) with a window of 32 MiB and the reference as raw dictionary. */
final class ZstdCoder implements Coder {
    private static final int WINDOW_BITS = 25;

    @Override
    public byte[] compress(byte[] content, byte[] reference, Effort effort) {
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            context.setLevel(level(effort)).setLong(WINDOW_BITS).setChecksum(false).setContentSize(false);
            context.loadDict(reference);
            return context.compress(content);
        }
    }

    private static int level(Effort effort) {
        return switch (effort) {
            case STRONGEST -> 22;
            case STRONG -> 12;
            case LIGHT -> 3;
        };
    }

    @Override
    public InputStream expand(InputStream packed, int length, byte[] reference) throws IOException {
        ZstdInputStream expanded = new ZstdInputStream(packed);
        try {
            expanded.setLongMax(WINDOW_BITS);
            expanded.setDict(reference);
            return expanded;
        } catch (IOException | RuntimeException unusable) {
            expanded.close();
            throw unusable;
        }
    }
}
