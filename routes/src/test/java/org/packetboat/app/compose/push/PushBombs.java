package org.packetboat.app.compose.push;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives that unpack to more than anybody wants. */
final class PushBombs {
    private PushBombs() {}

    static byte[] zip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("packetboat.yaml"));
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** As a hub would send it that is not ours. */
    static byte[] push(byte[] content) {
        byte[] head = "{\"number\":7,\"site\":\"denver\",\"answerTo\":\"a@b\"}".getBytes(StandardCharsets.UTF_8);
        byte[] zip = zip(content);
        return ByteBuffer.allocate(Integer.BYTES + head.length + zip.length).putInt(head.length).put(head).put(zip)
                .array();
    }
}
