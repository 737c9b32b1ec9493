package org.packetboat.connectors.batch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.codec.Coder;
import org.packetboat.protocols.bundle.codec.Effort;

/**
 * Packs and expands bundles against a reference, every second one broken off, and prints by how many bytes that has
 * made the process grow. Run as a process of its own with a small heap, so that what grows is not the heap.
 */
final class PackingLoad {
    static final Path STATUS = Path.of("/proc/self/status");
    private static final int BUNDLES = 10_000;
    private static final int WARM_UP = 1000;

    private PackingLoad() {}

    /** @param args the codec */
    public static void main(String[] args) throws IOException {
        Coder coder = new NativeCoders().of(Codec.valueOf(args[0])).orElseThrow();
        byte[] reference = text(16_000, 1);
        byte[] content = text(400, 2);
        long before = 0;
        for (int i = 0; i < BUNDLES; i++) {
            if (i == WARM_UP) before = resident();
            byte[] packed = coder.compress(content, reference, Effort.LIGHT);
            try (InputStream in = coder.expand(new ByteArrayInputStream(packed), content.length, reference)) {
                if (i % 2 == 0 && !Arrays.equals(content, in.readAllBytes())) throw new IOException("damaged");
                if (i % 2 == 1) in.read();
            }
        }
        if (ReferenceMemory.held() != 0)
            throw new IOException(ReferenceMemory.held() + " bytes of references are held");
        System.out.println(resident() - before);
    }

    private static byte[] text(int length, long seed) {
        byte[] text = new byte[length];
        Random random = new Random(seed);
        for (int i = 0; i < length; i++)
            text[i] = (byte) ('a' + random.nextInt(20));
        return text;
    }

    private static long resident() throws IOException {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(l -> l.startsWith("VmRSS:")).mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
                    .findFirst().orElseThrow() * 1024;
        }
    }
}
