package org.packetboat.protocols.bundle.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.protocols.Mails;

/** Every big send keeps its name on the way to another Packetboat. */
class BigSendNameTest {
    private static Optional<BigSendName> arrived(String name) throws IOException {
        Message message = new Message(new QueueId(1), Instant.EPOCH, Optional.empty(), 2, false, false,
                ReturnContent.FULL, Optional.empty(), Optional.of(name), "test");
        byte[] content = ContentWriter.write("hub.example",
                List.of(Mails.mail(message, new byte[]{'\r', '\n'}, List.of(Recipient.of("a@b.example")))), false);
        return read(content);
    }

    private static Optional<BigSendName> read(byte[] content) throws IOException {
        try (ContentInput in = new ContentInput(new ByteArrayInputStream(content))) {
            ContentReader.Listing listing = new ContentReader(in, BundleLimits.USUAL).read();
            return listing.entries().getFirst().command().submission(List.of(), "key", "test").options().bigSend();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"prices", "Spring prices 2026", " a ", "v1+2026", "+20", "a=b", "prix d'\u00e9t\u00e9",
            "\ud83d\ude80 launch"})
    void reachesTheFarSideAsItIs(String name) throws IOException {
        assertEquals(Optional.of(new BigSendName(name)), arrived(name));
    }

    @Test
    void ofAnEarlierVersionMayBeTooLong() throws IOException {
        assertEquals(Optional.empty(), arrived("n".repeat(201)));
    }
}
