package org.packetboat.connectors.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.smtp.tls.ServerTls;
import org.packetboat.connectors.smtp.tls.TlsFiles;

/** Certificates are renewed every few weeks, while the server runs. */
class ServerTlsTest {
    @TempDir
    private Path folder;

    private TlsFiles made(String name) throws Exception {
        return SelfSigned.in(Files.createDirectory(folder.resolve(name)));
    }

    @Test
    void aRenewedCertificateCountsFromTheNextConnectionOn() throws Exception {
        TlsFiles files = made("a");
        TlsFiles renewed = made("b");
        ServerTls tls = new ServerTls(files);
        SslContext first = tls.context();
        assertSame(first, tls.context());
        Files.copy(renewed.certificate(), files.certificate(), StandardCopyOption.REPLACE_EXISTING);
        assertSame(first, tls.context(), "the key of another certificate");
        Files.copy(renewed.key(), files.key(), StandardCopyOption.REPLACE_EXISTING);
        assertNotSame(first, tls.context());
    }

    @Test
    void whileItCantBeUsedTheOneBeforeItStays() throws Exception {
        TlsFiles files = made("a");
        ServerTls tls = new ServerTls(files);
        SslContext first = tls.context();
        Files.writeString(files.certificate(), "nonsense");
        assertSame(first, tls.context());
        Files.delete(files.certificate());
        assertSame(first, tls.context());
    }

    @Test
    void aKeyThatDoesNotBelongToTheCertificateIsTold() throws Exception {
        TlsFiles files = made("a");
        TlsFiles mixed = new TlsFiles(files.certificate(), made("b").key());
        assertEquals("key " + mixed.key() + " does not belong to certificate " + mixed.certificate()
                + "; expected the key that the first certificate in the file was made with",
                assertThrows(IOException.class, mixed::check).getMessage());
    }
}
