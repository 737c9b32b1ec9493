package org.packetboat.connectors.kafka.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.connectors.kafka.client.KafkaSettings;

/** Records may attach files of one folder by their URL, and nothing else of the machine. */
class AttachmentFolderTest {
    @TempDir
    private Path temporary;
    private Path folder;
    private Path outside;

    @BeforeEach
    void makeFiles() throws IOException {
        temporary = temporary.toRealPath();
        folder = Files.createDirectory(temporary.resolve("out going"));
        Files.createDirectory(folder.resolve("lists"));
        Files.writeString(folder.resolve("lists").resolve("prices \u00e4.csv"), "a,1\n");
        outside = Files.writeString(temporary.resolve("secret"), "hush");
    }

    private Reading read(Optional<Path> allowed, String url) {
        KafkaSettings s = Records.SETTINGS;
        KafkaSettings settings = new KafkaSettings(s.connection(), s.topics(), s.deadLetter(), s.group(), s.position(),
                allowed,
                s.server(), s.hops(), s.firstWait());
        return new RecordReader(settings, () -> 1000).read(Records.of(1,
                "{\"from\": \"a@x.example\", \"to\": \"b@x.example\","
                        + "\"text\": \"x\", \"attachments\": [{\"name\": \"n\", \"url\": " + TextNode.valueOf(url)
                        + "}]}"),
                Records.TOPIC_ID);
    }

    private String reason(String url) {
        return assertInstanceOf(Reading.NoMail.class, read(Optional.of(folder), url)).reason();
    }

    private String expected() {
        return "; expected a URL of a file in the folder for attachments, like file://" + folder + "/...";
    }

    @Test
    void aFileOfTheFolderIsAttached() {
        String url = folder.resolve("lists").resolve("prices \u00e4.csv").toUri().toString();
        Reading.Fit fit = assertInstanceOf(Reading.Fit.class, read(Optional.of(folder), url));
        String text = new String(fit.text(), StandardCharsets.US_ASCII);
        assertTrue(text.contains(Base64.getEncoder().encodeToString("a,1\n".getBytes())), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "file:FOLDER/../secret", "file://FOLDER/%2e%2e/secret",
            "file:lists/a",
            "file://elsewhereFOLDER/a", "http://127.0.0.1/a", "FOLDER/a", "file://FOLDER", "file://FOLDER/a?b",
            "file://FOLDER/%00", "not a url"})
    void nothingElseOfTheMachineIsRead(String pattern) {
        String url = pattern.replace("FOLDER", folder.toUri().getRawPath().replaceAll("/$", ""));
        String reason = reason(url);
        assertTrue(reason.startsWith("attachments[0].url: found \"") && reason.endsWith(expected()), reason);
    }

    @Test
    void noLinkLeadsOut() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), outside);
        Files.createSymbolicLink(folder.resolve("up"), temporary);
        assertEquals("attachments[0].url: no file at " + folder.resolve("link"),
                reason(folder.resolve("link").toUri().toString()));
        String through = folder.resolve("up").resolve("secret").toUri().toString();
        assertTrue(reason(through).endsWith(expected() + ", not through a link"), reason(through));
    }

    @Test
    void theFolderItselfMayBeReachedByALink() throws IOException {
        Path alias = Files.createSymbolicLink(temporary.resolve("alias"), folder);
        Files.writeString(folder.resolve("a"), "x");
        assertInstanceOf(Reading.Fit.class, read(Optional.of(alias), alias.resolve("a").toUri().toString()));
    }

    @Test
    void tellsWhatIsMissingOrTooLarge() throws IOException {
        Path large = Files.write(folder.resolve("large"), new byte[1001]);
        assertEquals("attachments[0].url: " + large + " has more than 1000 bytes", reason(large.toUri().toString()));
        assertEquals("attachments[0].url: no file at " + folder.resolve("gone"),
                reason(folder.toUri() + "gone"));
        assertEquals("attachments[0].url: no file at " + folder.resolve("lists"), reason(folder.toUri() + "lists"));
    }

    @Test
    void withoutAFolderThereIsNoUrl() {
        assertEquals("attachments[0].url: found a URL; expected content, since no folder for attachments is configured",
                assertInstanceOf(Reading.NoMail.class, read(Optional.empty(), "file:///a")).reason());
    }

    @Test
    void whatIsReadIsTheWholeFile() throws IOException {
        byte[] bytes = new byte[1000];
        Path file = Files.write(folder.resolve("whole"), bytes);
        JsonValue url = new JsonValue(TextNode.valueOf(file.toUri().toString()), "");
        assertArrayEquals(bytes, new AttachmentFolder(folder, 1000).read(url));
    }
}
