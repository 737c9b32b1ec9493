package org.packetboat.connectors.kafka.record;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The one folder whose files records may name as attachments, by URLs like {@code file:///srv/outgoing/prices.pdf} (RFC
 * 8089). Nothing outside it is read: no {@code ..}, no link, whatever the URL says.
 */
final class AttachmentFolder {
    private static final String EXPECTED = "a URL of a file in the folder for attachments, like file:///";

    private final Path root;
    private final long largest;

    /** @param largest file that is read, in bytes; a larger one is no attachment */
    AttachmentFolder(Path root, long largest) {
        this.root = root.toAbsolutePath().normalize();
        this.largest = largest;
    }

    /** @throws Unfit if it may not or can't be read */
    byte[] read(JsonValue url) {
        Path file = file(url);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                throw new Unfit(url.path() + ": no file at " + file);
            if (!isReallyThere(file)) throw url.unfit(expected() + ", not through a link");
            return content(url, file);
        } catch (IOException e) {
            throw new Unfit(url.path() + ": " + file + " can't be read: " + e.getClass().getSimpleName());
        }
    }

    private Path file(JsonValue url) {
        try {
            URI uri = new URI(url.line());
            boolean plain = "file".equalsIgnoreCase(uri.getScheme()) && uri.getRawPath() != null
                    && (uri.getRawAuthority() == null || uri.getRawAuthority().equals("localhost"))
                    && uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getPath().indexOf('\0') < 0;
            Path file = plain ? Path.of(uri.getPath()).normalize() : root;
            if (!file.startsWith(root) || file.equals(root)) throw url.unfit(expected());
            return file;
        } catch (URISyntaxException e) {
            throw url.unfit(expected());
        }
    }

    /** Whether no part of its way below the folder is a link. The folder itself may be reached by one. */
    private boolean isReallyThere(Path file) throws IOException {
        return file.toRealPath().equals(root.toRealPath().resolve(root.relativize(file)));
    }

    private byte[] content(JsonValue url, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, largest + 1));
            if (content.length > largest)
                throw new Unfit(url.path() + ": " + file + " has more than " + largest + " bytes");
            return content;
        }
    }

    private String expected() {
        return EXPECTED + root.toString().substring(1) + "/...";
    }
}
